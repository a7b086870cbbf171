@NullMarked
package io.rapat.media;

import org.jspecify.annotations.NullMarked;

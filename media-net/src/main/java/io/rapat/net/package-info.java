@NullMarked
package io.rapat.net;

import org.jspecify.annotations.NullMarked;

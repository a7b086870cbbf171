@NullMarked
package io.rapat.bench;

import org.jspecify.annotations.NullMarked;

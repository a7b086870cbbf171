/// Breaks the direction of `data`.
@NullMarked
package io.rapat.signal.architecture.planted.data;

import org.jspecify.annotations.NullMarked;

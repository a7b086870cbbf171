/// Breaks the direction of `join`.
@NullMarked
package io.rapat.signal.architecture.planted.join;

import org.jspecify.annotations.NullMarked;

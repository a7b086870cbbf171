/// Breaks the direction of `room`.
@NullMarked
package io.rapat.signal.architecture.planted.room;

import org.jspecify.annotations.NullMarked;

/// Breaks the direction of `token`.
@NullMarked
package io.rapat.signal.architecture.planted.token;

import org.jspecify.annotations.NullMarked;

/// Breaks the direction of `io`.
@NullMarked
package io.rapat.net.architecture.planted.io;

import org.jspecify.annotations.NullMarked;

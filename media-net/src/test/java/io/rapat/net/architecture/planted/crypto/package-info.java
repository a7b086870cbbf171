/// Breaks the direction of `crypto`.
@NullMarked
package io.rapat.net.architecture.planted.crypto;

import org.jspecify.annotations.NullMarked;

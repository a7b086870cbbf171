/// Breaks the direction of `dtls`.
@NullMarked
package io.rapat.net.architecture.planted.dtls;

import org.jspecify.annotations.NullMarked;

/// Big-endian reads and writes on memory segments, and the kind of a datagram (RFC 7983).
@NullMarked
package io.rapat.media.wire;

import org.jspecify.annotations.NullMarked;

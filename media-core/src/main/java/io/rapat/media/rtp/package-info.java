/// RTP packets (RFC 3550) and their header extensions (RFC 8285).
@NullMarked
package io.rapat.media.rtp;

import org.jspecify.annotations.NullMarked;

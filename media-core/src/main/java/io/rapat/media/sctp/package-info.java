/// SCTP over DTLS with data channels (RFC 9260, RFC 8261, RFC 8831, RFC 8832), sans-IO: packets and
/// time go in, packets, events and a deadline come out.
@NullMarked
package io.rapat.media.sctp;

import org.jspecify.annotations.NullMarked;

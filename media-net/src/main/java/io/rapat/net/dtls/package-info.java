/// DTLS 1.2 for WebRTC (RFC 6347, RFC 5764, RFC 8827) without sockets or threads of its own:
/// datagrams and time in, datagrams and keys out.
@NullMarked
package io.rapat.net.dtls;

import org.jspecify.annotations.NullMarked;

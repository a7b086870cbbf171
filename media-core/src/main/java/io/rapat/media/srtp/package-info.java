/// SRTP and SRTCP (RFC 3711, RFC 7714): key derivation, packet index, replay window. Ciphers are
/// ports.
@NullMarked
package io.rapat.media.srtp;

import org.jspecify.annotations.NullMarked;

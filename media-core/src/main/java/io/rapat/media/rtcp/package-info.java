/// RTCP packets (RFC 3550 §6, RFC 4585, RFC 3611, transport-wide feedback): bounded reading,
/// writing into given memory.
@NullMarked
package io.rapat.media.rtcp;

import org.jspecify.annotations.NullMarked;

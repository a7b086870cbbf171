/// STUN messages (RFC 8489) as ICE uses them: binding with short-term credentials.
@NullMarked
package io.rapat.media.stun;

import org.jspecify.annotations.NullMarked;

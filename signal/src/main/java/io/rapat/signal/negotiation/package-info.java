/// What a client's and the server's session descriptions agree on: one table of media sections for
/// each PeerConnection (RFC 9429), as LiveKit's clients expect it.
@NullMarked
package io.rapat.signal.negotiation;

import org.jspecify.annotations.NullMarked;

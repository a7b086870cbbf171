/// The event loop that drives rooms: from datagram to peer, through the room, into send groups.
@NullMarked
package io.rapat.net.loop;

import org.jspecify.annotations.NullMarked;

/// One LiveKit room as its clients and the server API see it: participants, tracks, subscriptions
/// and data, everything but the packets of its media.
@NullMarked
package io.rapat.signal.room;

import org.jspecify.annotations.NullMarked;

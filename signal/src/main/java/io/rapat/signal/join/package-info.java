/// What a client asks for when it opens its signalling connection, read from the HTTP request of
/// the WebSocket (`/rtc` and `/rtc/v1`).
@NullMarked
package io.rapat.signal.join;

import org.jspecify.annotations.NullMarked;

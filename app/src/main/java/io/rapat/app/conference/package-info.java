/// Rooms that are in session: WebSockets and the server API on one side, media on the other. The
/// one place that knows both media and the domain.
@NullMarked
package io.rapat.app.conference;

import org.jspecify.annotations.NullMarked;

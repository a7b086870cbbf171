/// What the network can carry: arrival feedback for publishers, estimates and layer budget for
/// subscribers.
@NullMarked
package io.rapat.media.congestion;

import org.jspecify.annotations.NullMarked;

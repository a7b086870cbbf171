/// A room's media: publications, subscriptions, and the way of a packet from one to the others.
/// Driven by one thread.
@NullMarked
package io.rapat.media.room;

import org.jspecify.annotations.NullMarked;

/// The media path driven by the operating system: start a [io.rapat.net.MediaServer], give it
/// commands, take its events.
@NullMarked
package io.rapat.net;

import org.jspecify.annotations.NullMarked;

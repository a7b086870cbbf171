/// What forwarding must know of each codec's payload: key frames, layers, and the few fields that
/// are rewritten. Nothing is decoded.
@NullMarked
package io.rapat.media.codec;

import org.jspecify.annotations.NullMarked;

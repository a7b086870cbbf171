/// One received RTP stream: extended sequence, history, missing packets, statistics.
@NullMarked
package io.rapat.media.stream;

import org.jspecify.annotations.NullMarked;

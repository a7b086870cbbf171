/// Session descriptions (RFC 8866) as JSEP uses them (RFC 9429).
@NullMarked
package io.rapat.media.sdp;

import org.jspecify.annotations.NullMarked;

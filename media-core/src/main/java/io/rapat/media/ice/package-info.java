/// ICE-lite (RFC 8445), consent (RFC 7675) and framing over TCP (RFC 6544, RFC 4571).
@NullMarked
package io.rapat.media.ice;

import org.jspecify.annotations.NullMarked;

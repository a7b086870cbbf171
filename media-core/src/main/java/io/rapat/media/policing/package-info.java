/// Holding what a peer may cause to a rate: traffic policing (RFC 2475 §2.3.3.3) and its like.
@NullMarked
package io.rapat.media.policing;

import org.jspecify.annotations.NullMarked;

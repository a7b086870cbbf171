/// Data packets between participants: who gets them, in whose name, and what of them is chat.
@NullMarked
package io.rapat.signal.data;

import org.jspecify.annotations.NullMarked;

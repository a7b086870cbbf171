/// What media-net may not use, checked.
@NullMarked
package io.rapat.net.architecture;

import org.jspecify.annotations.NullMarked;

/// What the core must not do.
@NullMarked
package io.rapat.media.architecture;

import org.jspecify.annotations.NullMarked;

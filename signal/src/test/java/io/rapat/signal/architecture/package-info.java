/// What signal may not use, checked.
@NullMarked
package io.rapat.signal.architecture;

import org.jspecify.annotations.NullMarked;

/// Who in the application may know media and signalling, checked.
@NullMarked
package io.rapat.app.architecture;

import org.jspecify.annotations.NullMarked;

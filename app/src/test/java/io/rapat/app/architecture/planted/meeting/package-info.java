/// Domain code that knows what it may not.
@NullMarked
package io.rapat.app.architecture.planted.meeting;

import org.jspecify.annotations.NullMarked;

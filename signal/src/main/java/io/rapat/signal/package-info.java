@NullMarked
package io.rapat.signal;

import org.jspecify.annotations.NullMarked;

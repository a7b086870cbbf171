@NullMarked
package io.rapat.app;

import org.jspecify.annotations.NullMarked;

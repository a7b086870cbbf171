@NullMarked
package io.rapat.testkit;

import org.jspecify.annotations.NullMarked;

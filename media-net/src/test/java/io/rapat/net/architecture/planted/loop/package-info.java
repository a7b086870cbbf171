/// Breaks what holds for the packet path.
@NullMarked
package io.rapat.net.architecture.planted.loop;

import org.jspecify.annotations.NullMarked;

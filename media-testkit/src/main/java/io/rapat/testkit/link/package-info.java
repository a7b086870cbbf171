/// A link emulator for real traffic between two network namespaces, around the same core as the
/// simulation. For kernels without netem.
@NullMarked
package io.rapat.testkit.link;

import org.jspecify.annotations.NullMarked;

/// Virtual time and a virtual network, seeded: the same seed gives the same run, byte for byte.
@NullMarked
package io.rapat.testkit;

import org.jspecify.annotations.NullMarked;

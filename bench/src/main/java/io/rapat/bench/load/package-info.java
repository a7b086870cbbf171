/// A load client: many light participants that speak the LiveKit protocol to any server, and one
/// report of what arrived.
@NullMarked
package io.rapat.bench.load;

import org.jspecify.annotations.NullMarked;

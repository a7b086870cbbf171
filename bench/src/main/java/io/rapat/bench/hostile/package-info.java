/// What a hostile client may send, row by row, to a running server, and what an honest call beside
/// it notices.
@NullMarked
package io.rapat.bench.hostile;

import org.jspecify.annotations.NullMarked;

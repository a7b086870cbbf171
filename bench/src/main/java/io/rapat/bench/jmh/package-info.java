/// What a packet costs, step by step, as ratios within one run.
@NullMarked
package io.rapat.bench.jmh;

import org.jspecify.annotations.NullMarked;

/// One half of a cycle of modules, planted so that a test sees it refused.
@NullMarked
package io.rapat.planted.beta;

import org.jspecify.annotations.NullMarked;

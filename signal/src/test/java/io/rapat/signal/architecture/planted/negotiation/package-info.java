/// Breaks the direction of `negotiation`.
@NullMarked
package io.rapat.signal.architecture.planted.negotiation;

import org.jspecify.annotations.NullMarked;

/// Secrets: made, hashed, sealed, and kept in files that only their owner reads.
@NullMarked
package io.rapat.app.secret;

import org.jspecify.annotations.NullMarked;

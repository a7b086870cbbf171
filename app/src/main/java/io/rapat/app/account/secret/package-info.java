/// Secrets that are handed out once and recognised by their hash.
@NullMarked
package io.rapat.app.account.secret;

import org.jspecify.annotations.NullMarked;

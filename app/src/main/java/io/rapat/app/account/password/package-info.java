/// Passwords: hashing, checking, changing, and links that set a new one.
@NullMarked
package io.rapat.app.account.password;

import org.jspecify.annotations.NullMarked;

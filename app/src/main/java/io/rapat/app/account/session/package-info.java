/// Signing in and out: sessions, who a request comes from, and what keeps strangers from guessing.
@NullMarked
package io.rapat.app.account.session;

import org.jspecify.annotations.NullMarked;

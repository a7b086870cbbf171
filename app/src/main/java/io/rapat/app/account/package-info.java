/// People and what is theirs: accounts, sign-in, passkeys, mails, the operator's settings. The root
/// is what other modules may use.
@NullMarked
package io.rapat.app.account;

import org.jspecify.annotations.NullMarked;

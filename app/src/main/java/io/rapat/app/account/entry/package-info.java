/// The ways into an account: the first one, invitation, sign-up, sign-in.
@NullMarked
package io.rapat.app.account.entry;

import org.jspecify.annotations.NullMarked;

/// Passkeys (WebAuthn 3): discoverable credentials that identify a person alone.
@NullMarked
package io.rapat.app.account.passkey;

import org.jspecify.annotations.NullMarked;

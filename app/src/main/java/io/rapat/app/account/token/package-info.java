/// API tokens that act for a person within scopes.
@NullMarked
package io.rapat.app.account.token;

import org.jspecify.annotations.NullMarked;

/// What administrators see and decide about everybody's accounts.
@NullMarked
package io.rapat.app.account.console;

import org.jspecify.annotations.NullMarked;

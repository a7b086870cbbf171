/// The accounts in the database, with their organisations.
@NullMarked
package io.rapat.app.account.person;

import org.jspecify.annotations.NullMarked;

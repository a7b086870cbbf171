/// What administrators decide while the server runs, in the database.
@NullMarked
package io.rapat.app.account.settings;

import org.jspecify.annotations.NullMarked;

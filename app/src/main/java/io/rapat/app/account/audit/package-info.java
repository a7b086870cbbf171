/// Who did what, in the database.
@NullMarked
package io.rapat.app.account.audit;

import org.jspecify.annotations.NullMarked;

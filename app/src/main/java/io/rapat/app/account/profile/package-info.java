/// What a person sees and decides about the own account.
@NullMarked
package io.rapat.app.account.profile;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.rapat.app.account;

import org.jspecify.annotations.NullMarked;

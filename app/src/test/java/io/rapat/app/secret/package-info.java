@NullMarked
package io.rapat.app.secret;

import org.jspecify.annotations.NullMarked;

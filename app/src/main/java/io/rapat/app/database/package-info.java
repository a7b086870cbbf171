/// Which database there is, and carrying everything in it from one installation to another.
@NullMarked
package io.rapat.app.database;

import org.jspecify.annotations.NullMarked;

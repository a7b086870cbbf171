@NullMarked
package io.rapat.app.database;

import org.jspecify.annotations.NullMarked;

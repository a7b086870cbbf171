/// What the operator set: flags, environment and files, checked together before anything starts.
@NullMarked
package io.rapat.app.config;

import org.jspecify.annotations.NullMarked;

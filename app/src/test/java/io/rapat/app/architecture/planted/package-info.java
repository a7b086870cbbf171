/// Classes that break each rule on purpose, so that a test sees the rule catch them.
@NullMarked
package io.rapat.app.architecture.planted;

import org.jspecify.annotations.NullMarked;

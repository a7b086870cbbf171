@NullMarked
package io.rapat.app.web;

import org.jspecify.annotations.NullMarked;

/// The edge of HTTP: the web client's files, headers, probes and the shape of errors.
@NullMarked
package io.rapat.app.web;

import org.jspecify.annotations.NullMarked;

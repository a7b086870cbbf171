/// The ciphers of SRTP from native libraries or from the JDK, chosen by test and by measurement.
@NullMarked
package io.rapat.net.crypto;

import org.jspecify.annotations.NullMarked;

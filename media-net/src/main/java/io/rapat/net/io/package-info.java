/// Sockets of one event loop: UDP in batches, TCP connections and waiting, as system calls on Linux
/// and as NIO channels elsewhere.
@NullMarked
package io.rapat.net.io;

import org.jspecify.annotations.NullMarked;

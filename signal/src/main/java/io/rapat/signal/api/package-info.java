/// LiveKit's server API over Twirp: requests in protobuf or JSON, for rooms and the people in them.
@NullMarked
package io.rapat.signal.api;

import org.jspecify.annotations.NullMarked;

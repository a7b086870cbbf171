/// LiveKit access tokens: HS256 JSON Web Tokens (RFC 7519) whose `video` claim says what the bearer
/// may do.
@NullMarked
package io.rapat.signal.token;

import org.jspecify.annotations.NullMarked;

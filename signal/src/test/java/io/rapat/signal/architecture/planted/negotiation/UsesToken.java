package io.rapat.signal.architecture.planted.negotiation;

import io.rapat.signal.token.TokenSigner;

public record UsesToken(Class<TokenSigner> other) {}

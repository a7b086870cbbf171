package io.rapat.media.sctp;

/// A message put together from its fragments, before anybody looked at what it says.
record InboundMessage(int stream, int ppid, byte[] payload) {}

package io.rapat.testkit;

/// Where a datagram comes from or goes to in the simulated network.
public record SimAddress(int host, int port) {}

package io.rapat.app.architecture.planted;

import io.rapat.net.MediaServer;

public record UsesNet(Class<MediaServer> other) {}

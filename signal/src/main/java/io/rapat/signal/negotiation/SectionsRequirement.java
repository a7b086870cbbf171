package io.rapat.signal.negotiation;

/// What `media_sections_requirement` tells a client: to offer again, with that many more sections
/// that receive. Both 0 means: offer again as you are.
public record SectionsRequirement(int audios, int videos) {}

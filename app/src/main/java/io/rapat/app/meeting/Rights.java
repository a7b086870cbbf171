package io.rapat.app.meeting;

/// What everyone who isn't a host may do in a meeting, as hosts set it.
record Rights(
    boolean share,
    boolean chat,
    boolean privateChat,
    boolean unmute,
    boolean video,
    boolean reactions) {
  static final Rights ALL = new Rights(true, true, true, true, true, true);
}

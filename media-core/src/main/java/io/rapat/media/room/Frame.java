package io.rapat.media.room;

/// What one packet tells of the frame it belongs to. One object is filled again for each packet.
final class Frame {
  Codec codec = Codec.OPUS;

  /// The packet is the first of its frame.
  boolean starts;

  /// The packet is the last of its frame; known with a dependency descriptor or VP9 only.
  boolean ends;

  /// A decoder can start with this packet.
  boolean startsKeyFrame;

  /// The layers the packet belongs to, as its stream counts them.
  int spatial;

  int temporal;

  /// One may raise the temporal layer to [#temporal] here.
  boolean temporalSwitch;

  /// A dependency descriptor was read: decode targets tell who needs the packet.
  boolean hasTargets;

  /// The packet brings a new template structure.
  boolean newStructure;
}

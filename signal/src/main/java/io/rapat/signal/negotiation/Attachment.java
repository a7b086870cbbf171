package io.rapat.signal.negotiation;

/// What became of a down track that was to be attached.
public enum Attachment {
  /// It will be bound to a section by a later negotiation.
  ATTACHED,
  /// It is attached already.
  ALREADY,
  /// The client's descriptions show that it receives none of the track's codecs.
  UNSUPPORTED
}

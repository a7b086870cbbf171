package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PayloadMapping;
import java.util.List;

/// A section began to carry an announced track; what MediaCommand.Publish needs.
///
/// @param trackSid the track
/// @param codecIndex which of the track's announced codecs the section carries; 0 for the main one
/// @param mid the section
/// @param sdpCid the track's id in the description, which may differ from its cid; "" when there is
///   none
/// @param preferred the codec the client will send
/// @param payloads every format the section may carry, the preferred first
/// @param formats the same formats, as a down track of it needs them
/// @param layers the lowest first; at least one
public record PublicationStarted(
    String trackSid,
    int codecIndex,
    String mid,
    String sdpCid,
    MediaKind kind,
    Codec preferred,
    List<PayloadMapping> payloads,
    List<CodecFormat> formats,
    HeaderExtensionIds extensions,
    List<LayerSource> layers) {
  public PublicationStarted {
    payloads = List.copyOf(payloads);
    formats = List.copyOf(formats);
    layers = List.copyOf(layers);
  }
}

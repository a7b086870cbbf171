package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.sdp.SessionDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An offer to send to a client.
///
/// @param id to be copied into the answer
/// @param local credentials that hold from now on
/// @param iceRestarted whether they differ from those of the offer before
public record ServerOffer(
    int id,
    SessionDescription description,
    Map<String, String> midToTrackId,
    IceCredentials local,
    boolean iceRestarted) {
  public ServerOffer {
    midToTrackId = Collections.unmodifiableMap(new LinkedHashMap<>(midToTrackId));
  }
}

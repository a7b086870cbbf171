package io.rapat.signal.room;

import io.rapat.signal.data.DataPolicy;
import java.util.Map;
import livekit.LivekitModels.ParticipantPermission;

/// What the application decides about one participant, whatever its token says.
///
/// @param attributes all of its attributes that are [io.rapat.signal.join.Limits#RESERVED]
/// @param data what it may send
public record Governance(
    ParticipantPermission permission, Map<String, String> attributes, DataPolicy data) {

  public Governance {
    attributes = Map.copyOf(attributes);
  }
}

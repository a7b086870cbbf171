package io.rapat.signal.room;

import io.rapat.media.room.MediaEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ConnectionQuality;
import livekit.LivekitModels.SpeakerInfo;
import livekit.LivekitRtc.ConnectionQualityInfo;
import livekit.LivekitRtc.ConnectionQualityUpdate;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SpeakersChanged;

/// Passes on who speaks and how good connections are, when it changed.
final class Reports {

  private static final float LEVELS = 8;
  private static final float EXCELLENT = 80;
  private static final float GOOD = 40;

  private final Room room;

  /// By sid of the speaker; only those who speak.
  private final Map<String, Float> speaking = new HashMap<>();

  /// By sid of the receiver, what it knows: by sid of the participant.
  private final Map<String, Map<String, ConnectionQuality>> told = new HashMap<>();

  Reports(Room room) {
    this.room = room;
  }

  void speakers(MediaEvent.Speakers event) {
    Map<String, Float> levels = new LinkedHashMap<>();
    for (MediaEvent.Level level : event.levels()) {
      room.roster
          .track(level.publication())
          .filter(track -> TrackDescription.isSpeech(track.source()) && !track.owner.isHidden())
          .ifPresent(
              track -> levels.merge(track.owner.sid, quantized(track, level.level()), Math::max));
    }
    speakers(levels);
  }

  private static float quantized(Track track, float level) {
    return track.isMuted() ? 0 : (float) Math.ceil(Math.min(level, 1) * LEVELS) / LEVELS;
  }

  private void speakers(Map<String, Float> levels) {
    SpeakersChanged.Builder changed = SpeakersChanged.newBuilder();
    levels.forEach((sid, level) -> {
      if (!level.equals(speaking.getOrDefault(sid, 0f))) {
        changed.addSpeakers(speaker(sid, level));
      }
      if (level > 0) {
        speaking.put(sid, level);
      } else {
        speaking.remove(sid);
      }
    });
    sendSpeakers(changed);
  }

  /// For a test of clients: somebody speaks though no sound comes.
  void simulateSpeaker(Participant participant, boolean active) {
    speakers(Map.of(participant.sid, active ? 1f : 0f));
  }

  private static SpeakerInfo speaker(String sid, float level) {
    return SpeakerInfo.newBuilder().setSid(sid).setLevel(level).setActive(level > 0).build();
  }

  private void sendSpeakers(SpeakersChanged.Builder changed) {
    if (changed.getSpeakersCount() > 0) {
      SignalResponse message = SignalResponse.newBuilder().setSpeakersChanged(changed).build();
      room.roster.all().forEach(one -> room.out.send(one, message));
    }
  }

  void forget(Track track) {
    boolean other =
        track.owner.tracks.values().stream()
            .anyMatch(one -> one != track && TrackDescription.isSpeech(one.source()));
    if (!other) {
      silence(track.owner);
    }
  }

  void forget(Participant participant) {
    silence(participant);
    told.remove(participant.sid);
    told.values().forEach(map -> map.remove(participant.sid));
  }

  private void silence(Participant participant) {
    if (speaking.remove(participant.sid) != null) {
      sendSpeakers(SpeakersChanged.newBuilder().addSpeakers(speaker(participant.sid, 0)));
    }
  }

  /// A silent transport is never reported as lost: clients would begin anew.
  void quality(MediaEvent.Quality event) {
    Map<Participant, Float> scores = new LinkedHashMap<>();
    for (MediaEvent.Score score : event.scores()) {
      Optional<Participant> participant = room.roster.at(score.peer());
      if (participant.isPresent() && !score.silent()) {
        scores.merge(participant.get(), score.score(), Math::min);
      }
    }
    for (Participant receiver : room.roster.all()) {
      ConnectionQualityUpdate.Builder update = ConnectionQualityUpdate.newBuilder();
      scores.forEach((participant, score) -> {
        if (participant == receiver || follows(receiver, participant)) {
          addIfNew(update, receiver, participant, score);
        }
      });
      if (update.getUpdatesCount() > 0) {
        room.out.send(receiver, SignalResponse.newBuilder().setConnectionQuality(update));
      }
    }
  }

  private static boolean follows(Participant receiver, Participant publisher) {
    return publisher.tracks.keySet().stream().anyMatch(receiver.subscriptions::containsKey);
  }

  private void addIfNew(
      ConnectionQualityUpdate.Builder update,
      Participant receiver,
      Participant participant,
      float score) {
    ConnectionQuality quality = quality(score);
    ConnectionQuality before =
        told.computeIfAbsent(receiver.sid, _ -> new HashMap<>()).put(participant.sid, quality);
    if (quality != before) {
      update.addUpdates(
          ConnectionQualityInfo.newBuilder()
              .setParticipantSid(participant.sid)
              .setQuality(quality)
              .setScore(1 + 3.5f * Math.clamp(score, 0, 100) / 100));
    }
  }

  private static ConnectionQuality quality(float score) {
    if (score > EXCELLENT) {
      return ConnectionQuality.EXCELLENT;
    }
    return score > GOOD ? ConnectionQuality.GOOD : ConnectionQuality.POOR;
  }
}

package io.rapat.signal.room;

import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitWebhook.WebhookEvent;

/// Tells the operator's systems what happens in the room.
final class Webhooks {

  private final Room room;

  Webhooks(Room room) {
    this.room = room;
  }

  void roomStarted() {
    room.out.webhook(event("room_started").setRoom(room.info()).build());
  }

  void roomFinished() {
    room.out.webhook(event("room_finished").setRoom(room.info()).build());
  }

  void participantJoined(Participant participant) {
    room.out.webhook(participantEvent("participant_joined", participant));
  }

  void participantLeft(Participant participant, boolean wasActive) {
    String event = wasActive ? "participant_left" : "participant_connection_aborted";
    room.out.webhook(participantEvent(event, participant));
  }

  void trackPublished(Track track) {
    room.out.webhook(trackEvent("track_published", track.owner, track.info()));
  }

  void trackUnpublished(Track track) {
    room.out.webhook(trackEvent("track_unpublished", track.owner, track.info()));
  }

  private WebhookEvent participantEvent(String name, Participant participant) {
    return event(name).setRoom(room.info()).setParticipant(participant.info()).build();
  }

  /// Track events carry no more of room and participant than their names.
  private WebhookEvent trackEvent(String name, Participant owner, TrackInfo track) {
    return event(name)
        .setRoom(livekit.LivekitModels.Room.newBuilder().setSid(room.sid).setName(room.name))
        .setParticipant(
            ParticipantInfo.newBuilder().setSid(owner.sid).setIdentity(owner.identity()))
        .setTrack(track)
        .build();
  }

  private WebhookEvent.Builder event(String name) {
    return WebhookEvent.newBuilder()
        .setEvent(name)
        .setId(room.ids.sid("EV_"))
        .setCreatedAt(room.unixMillis / 1000);
  }
}

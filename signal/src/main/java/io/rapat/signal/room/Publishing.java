package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PublicationId;
import io.rapat.signal.negotiation.PublicationEnded;
import io.rapat.signal.negotiation.PublicationStarted;
import java.util.List;
import java.util.Optional;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrackUnpublishedResponse;
import livekit.LivekitRtc.UpdateLocalAudioTrack;
import livekit.LivekitRtc.UpdateLocalVideoTrack;

/// What participants publish.
///
/// A track is announced to the others when its section is negotiated; a simulcast one only when its
/// first packet has come, since only then there is something to forward, or two seconds later.
final class Publishing {

  private static final int MAX_TRACKS = 64;
  private static final int MAX_PENDING = 20;
  private static final int MAX_QUEUED = 3;
  private static final int LONGEST_TEXT = 256;
  private static final int MOST_CODECS = 8;
  private static final int MOST_LAYERS = 8;
  private static final long FIRST_PACKET_NANOS = 2 * Timers.SECOND;

  private final Room room;

  Publishing(Room room) {
    this.room = room;
  }

  void addTrack(Participant participant, AddTrackRequest request) {
    if (!request.getSid().isEmpty()) {
      addCodec(participant, request);
      return;
    }
    Optional<Reason> fault = fault(participant, request);
    if (fault.isPresent()) {
      respond(participant, request, fault.get());
    } else if (isInUse(participant, request.getCid())) {
      queue(participant, request);
    } else {
      accept(participant, request);
    }
  }

  private static Optional<Reason> fault(Participant participant, AddTrackRequest request) {
    if (!mayPublish(participant.permission, request.getSource())) {
      return Optional.of(Reason.NOT_ALLOWED);
    }
    if (request.getType() != TrackType.AUDIO && request.getType() != TrackType.VIDEO) {
      return Optional.of(Reason.UNSUPPORTED_TYPE);
    }
    long pending =
        participant.tracks.values().stream().filter(track -> !track.isAnnounced()).count();
    boolean tooMuch =
        participant.tracks.size() >= MAX_TRACKS
            || pending >= MAX_PENDING
            || request.getCid().length() > LONGEST_TEXT
            || request.getName().length() > LONGEST_TEXT
            || request.getStream().length() > LONGEST_TEXT
            || request.getSimulcastCodecsCount() > MOST_CODECS
            || request.getLayersCount() > MOST_LAYERS
            || request.getSimulcastCodecsList().stream()
                .anyMatch(codec -> codec.getLayersCount() > MOST_LAYERS);
    return tooMuch ? Optional.of(Reason.LIMIT_EXCEEDED) : Optional.empty();
  }

  /// With a list of sources, a track of no known source may not be published.
  static boolean mayPublish(ParticipantPermission permission, TrackSource source) {
    List<TrackSource> sources = permission.getCanPublishSourcesList();
    return permission.getCanPublish()
        && (sources.isEmpty() || (source != TrackSource.UNKNOWN && sources.contains(source)));
  }

  private static boolean isInUse(Participant participant, String cid) {
    return participant.tracks.values().stream().anyMatch(track -> track.cid.equals(cid));
  }

  private void queue(Participant participant, AddTrackRequest request) {
    boolean fits = participant.queued.size() < MAX_QUEUED;
    if (fits) {
      participant.queued.add(request);
    }
    respond(participant, request, fits ? Reason.QUEUED : Reason.LIMIT_EXCEEDED);
  }

  private void respond(Participant participant, AddTrackRequest request, Reason reason) {
    room.out.send(
        participant,
        SignalResponse.newBuilder()
            .setRequestResponse(
                RequestResponse.newBuilder().setReason(reason).setAddTrack(request)));
  }

  private void accept(Participant participant, AddTrackRequest request) {
    Track track =
        new Track(participant, room.ids.sid(TrackDescription.sidPrefix(request)), request);
    participant.tracks.put(track.sid, track);
    room.roster.add(track);
    sendPublished(participant, request.getCid(), track);
    bindWaiting(participant);
  }

  private void sendPublished(Participant participant, String cid, Track track) {
    room.out.send(
        participant,
        SignalResponse.newBuilder()
            .setTrackPublished(
                TrackPublishedResponse.newBuilder().setCid(cid).setTrack(track.info())));
  }

  private void bindWaiting(Participant participant) {
    for (PublicationStarted started : participant.offers.bindWaiting(participant.announced())) {
      started(participant, started);
    }
  }

  /// A further codec of a track that is there already.
  private void addCodec(Participant participant, AddTrackRequest request) {
    Track track = participant.tracks.get(request.getSid());
    if (track == null || request.getSimulcastCodecsCount() > MOST_CODECS) {
      respond(participant, request, Reason.NOT_FOUND);
      return;
    }
    request
        .getSimulcastCodecsList()
        .forEach(codec -> track.backup(codec.getCodec(), codec.getCid()));
    sendPublished(participant, request.getCid(), track);
    bindWaiting(participant);
  }

  /// A section carries a track. Backup codecs are received by nobody yet.
  void started(Participant participant, PublicationStarted started) {
    Track track = participant.tracks.get(started.trackSid());
    if (track == null || started.codecIndex() > 0) {
      return;
    }
    track.publication().ifPresent(this::unpublish);
    PublicationId id = room.ids.publication();
    track.started(started, id, room.unixMillis * 1000);
    room.roster.published(id, track);
    room.out.media(
        new MediaCommand.Publish(
            room.media,
            participant.uplink.id,
            id,
            started.kind(),
            started.mid(),
            started.preferred(),
            started.payloads(),
            started.extensions(),
            started.layers()));
    if (track.isMuted()) {
      room.out.media(new MediaCommand.SetMuted(room.media, id, true));
    }
    if (track.waitsForPackets() && !track.isMuted()) {
      track.announcement =
          room.timers.at(room.nowNanos + FIRST_PACKET_NANOS, () -> announce(track));
    } else {
      announce(track);
    }
  }

  void layerStarted(MediaEvent.LayerStarted event) {
    room.roster
        .track(event.publication())
        .ifPresent(track -> {
          track.layerStarted(event);
          announce(track);
        });
  }

  private void announce(Track track) {
    if (track.announcement != null) {
      track.announcement.cancel();
    }
    if (track.isAnnounced() || track.publication().isEmpty() || track.owner.isGone()) {
      return;
    }
    track.announced();
    track.owner.isPublisher = true;
    room.announcements.changed(track.owner);
    room.webhooks.trackPublished(track);
    room.dynacast.published(track);
    room.subscribing.published(track);
  }

  void mute(Participant participant, MuteTrackRequest request) {
    Track track = participant.tracks.get(request.getSid());
    if (track != null) {
      setMuted(track, request.getMuted());
    }
  }

  void setMuted(Track track, boolean muted) {
    if (track.isMuted() == muted) {
      return;
    }
    track.setMuted(muted);
    track
        .publication()
        .ifPresent(id -> room.out.media(new MediaCommand.SetMuted(room.media, id, muted)));
    if (track.isAnnounced()) {
      room.announcements.changed(track.owner);
      room.dynacast.muteChanged(track);
    }
  }

  /// The client no longer sends on the section.
  void ended(Participant participant, PublicationEnded ended) {
    Track track = participant.tracks.get(ended.trackSid());
    if (track != null && ended.codecIndex() == 0) {
      end(track, true);
      dequeue(participant, track.cid);
    }
  }

  /// The server takes the track away.
  void revoke(Track track) {
    room.out.send(
        track.owner,
        SignalResponse.newBuilder()
            .setTrackUnpublished(TrackUnpublishedResponse.newBuilder().setTrackSid(track.sid)));
    end(track, true);
  }

  /// The publisher is gone.
  void dropAll(Participant participant) {
    for (Track track : List.copyOf(participant.tracks.values())) {
      end(track, false);
    }
  }

  private void end(Track track, boolean tell) {
    Participant owner = track.owner;
    owner.tracks.remove(track.sid);
    if (track.announcement != null) {
      track.announcement.cancel();
    }
    room.dynacast.unpublished(track);
    room.reports.forget(track);
    room.subscribing.unpublished(track);
    room.roster.remove(track);
    track.publication().ifPresent(this::unpublish);
    track.stopped();
    if (track.isAnnounced()) {
      if (tell) {
        room.announcements.changed(owner);
      }
      room.webhooks.trackUnpublished(track);
    }
  }

  private void unpublish(PublicationId id) {
    room.roster.unpublished(id);
    room.out.media(new MediaCommand.Unpublish(room.media, id));
  }

  private void dequeue(Participant participant, String cid) {
    for (AddTrackRequest request : List.copyOf(participant.queued)) {
      if (request.getCid().equals(cid)) {
        participant.queued.remove(request);
        addTrack(participant, request);
        return;
      }
    }
  }

  void updateAudio(Participant participant, UpdateLocalAudioTrack request) {
    Track track = participant.tracks.get(request.getTrackSid());
    if (track != null && request.getFeaturesCount() <= LONGEST_TEXT) {
      track.setFeatures(request.getFeaturesList());
      tellIfAnnounced(track);
    }
  }

  void updateVideo(Participant participant, UpdateLocalVideoTrack request) {
    Track track = participant.tracks.get(request.getTrackSid());
    if (track != null) {
      track.setSize(request.getWidth(), request.getHeight());
      tellIfAnnounced(track);
    }
  }

  private void tellIfAnnounced(Track track) {
    if (track.isAnnounced()) {
      room.announcements.changed(track.owner);
    }
  }
}

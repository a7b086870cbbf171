package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.SubscriptionId;
import io.rapat.signal.negotiation.Attachment;
import io.rapat.signal.negotiation.SubscriptionBound;
import java.util.List;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitModels.ParticipantTracks;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.SubscriptionPermissionUpdate;
import livekit.LivekitRtc.SubscriptionResponse;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.TrackSubscribed;
import livekit.LivekitRtc.UpdateSubscription;

/// Who receives which track: what clients ask for, what publishers allow, and what is negotiated.
final class Subscribing {

  private static final int MOST_WISHES = 4096;
  private static final int MOST_PERMISSIONS = 4096;
  private static final long NOT_FOUND_NANOS = 60 * Timers.SECOND;

  private final Room room;

  Subscribing(Room room) {
    this.room = room;
  }

  /// A track was announced.
  void published(Track track) {
    for (Participant one : room.roster.all()) {
      reconcile(one, track);
    }
  }

  /// Brings every subscription of a participant to what is wanted and allowed.
  void reconcileAll(Participant subscriber) {
    for (Track track : room.roster.announcedTracks()) {
      reconcile(subscriber, track);
    }
  }

  private void reconcile(Participant subscriber, Track track) {
    if (subscriber == track.owner
        || subscriber.isGone()
        || subscriber.state == State.JOINING
        || !track.isAnnounced()) {
      return;
    }
    boolean wanted = isWanted(subscriber, track);
    boolean allowed = isAllowed(subscriber, track);
    Subscription present = subscriber.subscriptions.get(track.sid);
    if (wanted && allowed && present == null) {
      begin(subscriber, track);
    } else if ((!wanted || !allowed) && present != null) {
      finish(present, true);
    }
    if (wanted && !allowed) {
      sendPermission(subscriber, track, false);
    }
  }

  private static boolean isWanted(Participant subscriber, Track track) {
    return subscriber.permission.getCanSubscribe()
        && !track.owner.isHidden()
        && subscriber.wishes.getOrDefault(track.sid, subscriber.join.autoSubscribe());
  }

  private static boolean isAllowed(Participant subscriber, Track track) {
    SubscriptionPermission permission = track.owner.subscribers;
    if (permission.getAllParticipants()) {
      return true;
    }
    for (TrackPermission one : permission.getTrackPermissionsList()) {
      boolean meant =
          one.getParticipantIdentity().isEmpty()
              ? one.getParticipantSid().equals(subscriber.sid)
              : one.getParticipantIdentity().equals(subscriber.identity());
      if (meant && (one.getAllTracks() || one.getTrackSidsList().contains(track.sid))) {
        return true;
      }
    }
    return false;
  }

  private void begin(Participant subscriber, Track track) {
    if (track.toDownTrack().isEmpty()) {
      return;
    }
    Attachment attachment =
        subscriber.downlink.isPresent()
            ? subscriber.downlink.get().offers().attach(track.toDownTrack().get())
            : subscriber.offers.attach(track.toDownTrack().get());
    switch (attachment) {
      case ATTACHED, ALREADY -> {
        Subscription subscription =
            new Subscription(subscriber, track, subscriber.join.adaptiveStream());
        subscriber.subscriptions.put(track.sid, subscription);
        track.subscriptions.put(subscriber.sid, subscription);
        sendPermission(subscriber, track, true);
        room.negotiation.changed(subscriber);
      }
      case UNSUPPORTED -> sendError(subscriber, track.sid, SubscriptionError.SE_CODEC_UNSUPPORTED);
    }
  }

  private void finish(Subscription subscription, boolean negotiate) {
    Participant subscriber = subscription.subscriber;
    stop(subscription);
    subscriber.subscriptions.remove(subscription.track.sid);
    subscription.track.subscriptions.remove(subscriber.sid);
    if (subscription.debounce != null) {
      subscription.debounce.cancel();
    }
    if (negotiate) {
      if (subscriber.downlink.isPresent()) {
        subscriber.downlink.get().offers().detach(subscription.track.sid);
      } else {
        subscriber.offers.detach(subscription.track.sid);
      }
      room.negotiation.changed(subscriber);
    }
    if (subscriber.isGone()) {
      room.dynacast.subscriberLeft(subscription.track);
    } else {
      room.dynacast.subscribersChanged(subscription.track);
    }
  }

  private void stop(Subscription subscription) {
    subscription
        .id()
        .ifPresent(id -> {
          room.roster.unsubscribed(id);
          room.out.media(new MediaCommand.Unsubscribe(room.media, id));
        });
    subscription.unbound();
  }

  /// A section is there: media may flow.
  void bound(Participant subscriber, PeerLink link, SubscriptionBound bound) {
    Subscription subscription = subscriber.subscriptions.get(bound.trackSid());
    if (subscription == null || subscription.track.publication().isEmpty()) {
      return;
    }
    stop(subscription);
    SubscriptionId id = room.ids.subscription();
    subscription.bound(id);
    room.roster.subscribed(id, subscription);
    room.out.media(
        new MediaCommand.Subscribe(
            room.media,
            link.id,
            id,
            subscription.track.publication().get(),
            bound.ssrc(),
            bound.rtxSsrc(),
            bound.payloads(),
            bound.extensions(),
            bound.cname(),
            bound.mid()));
    room.trackSettings.apply(subscription);
    tellPublisher(subscription.track);
    room.dynacast.subscribersChanged(subscription.track);
  }

  private void tellPublisher(Track track) {
    // Older Rust clients can't read the message.
    if (!track.everSubscribed && track.owner.protocol() > 9) {
      room.out.send(
          track.owner,
          SignalResponse.newBuilder()
              .setTrackSubscribed(TrackSubscribed.newBuilder().setTrackSid(track.sid)));
    }
    track.everSubscribed = true;
  }

  /// The client stopped receiving on the section; another one is looked for.
  void unbound(Participant subscriber, String trackSid) {
    Subscription subscription = subscriber.subscriptions.get(trackSid);
    if (subscription != null) {
      stop(subscription);
    }
  }

  /// The client can't receive the track.
  void unsupported(Participant subscriber, String trackSid) {
    Subscription subscription = subscriber.subscriptions.get(trackSid);
    if (subscription != null) {
      finish(subscription, false);
      sendError(subscriber, trackSid, SubscriptionError.SE_CODEC_UNSUPPORTED);
    }
  }

  /// The track is over.
  void unpublished(Track track) {
    for (Subscription subscription : List.copyOf(track.subscriptions.values())) {
      finish(subscription, true);
    }
    room.roster.everyone().forEach(one -> one.wishes.remove(track.sid));
  }

  /// The subscriber is gone.
  void dropAll(Participant subscriber) {
    for (Subscription subscription : List.copyOf(subscriber.subscriptions.values())) {
      finish(subscription, false);
    }
  }

  /// The client subscribes or unsubscribes.
  void update(Participant subscriber, UpdateSubscription request) {
    update(
        subscriber,
        request.getSubscribe(),
        request.getTrackSidsList(),
        request.getParticipantTracksList());
  }

  void update(
      Participant subscriber,
      boolean subscribe,
      List<String> trackSids,
      List<ParticipantTracks> participantTracks) {
    trackSids.forEach(sid -> wish(subscriber, sid, subscribe));
    for (ParticipantTracks one : participantTracks) {
      one.getTrackSidsList().forEach(sid -> wish(subscriber, sid, subscribe));
    }
  }

  private void wish(Participant subscriber, String trackSid, boolean subscribe) {
    boolean known = subscriber.wishes.containsKey(trackSid);
    if (!known && subscriber.wishes.size() >= MOST_WISHES) {
      return;
    }
    subscriber.wishes.put(trackSid, subscribe);
    if (room.roster.track(trackSid).isPresent()) {
      reconcile(subscriber, room.roster.track(trackSid).get());
    } else if (subscribe && !known) {
      room.timers.at(room.nowNanos + NOT_FOUND_NANOS, () -> notFound(subscriber, trackSid));
    }
  }

  private void notFound(Participant subscriber, String trackSid) {
    boolean wished = subscriber.wishes.getOrDefault(trackSid, false);
    if (wished && !subscriber.isGone() && room.roster.track(trackSid).isEmpty()) {
      subscriber.wishes.remove(trackSid);
      sendError(subscriber, trackSid, SubscriptionError.SE_TRACK_NOTFOUND);
    }
  }

  /// A publisher says who may subscribe.
  void permit(Participant publisher, SubscriptionPermission permission) {
    if (permission.getTrackPermissionsCount() > MOST_PERMISSIONS
        || permission.equals(publisher.subscribers)) {
      return;
    }
    publisher.subscribers = permission;
    for (Track track : List.copyOf(publisher.tracks.values())) {
      for (Participant one : room.roster.all()) {
        reconcile(one, track);
      }
    }
  }

  private void sendPermission(Participant subscriber, Track track, boolean allowed) {
    room.out.send(
        subscriber,
        SignalResponse.newBuilder()
            .setSubscriptionPermissionUpdate(
                SubscriptionPermissionUpdate.newBuilder()
                    .setParticipantSid(track.owner.sid)
                    .setTrackSid(track.sid)
                    .setAllowed(allowed)));
  }

  private void sendError(Participant subscriber, String trackSid, SubscriptionError error) {
    room.out.send(
        subscriber,
        SignalResponse.newBuilder()
            .setSubscriptionResponse(
                SubscriptionResponse.newBuilder().setTrackSid(trackSid).setErr(error)));
  }

  /// After a gap in the transport the pictures need a key frame.
  void requestKeyFrames(Participant subscriber) {
    for (Subscription subscription : subscriber.subscriptions.values()) {
      if (subscription.track.isVideo() && subscription.id().isPresent()) {
        subscription
            .track
            .publication()
            .ifPresent(id -> room.out.media(new MediaCommand.RequestKeyFrame(room.media, id)));
      }
    }
  }
}

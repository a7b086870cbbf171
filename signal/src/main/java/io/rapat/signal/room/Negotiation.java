package io.rapat.signal.room;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.signal.negotiation.AnswerResult;
import io.rapat.signal.negotiation.OfferResult;
import io.rapat.signal.negotiation.PublicationEnded;
import io.rapat.signal.negotiation.PublicationStarted;
import io.rapat.signal.negotiation.RemoteTransport;
import io.rapat.signal.negotiation.SectionsRequirement;
import io.rapat.signal.negotiation.ServerOffer;
import io.rapat.signal.negotiation.SubscriptionBound;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc;
import livekit.LivekitRtc.MediaSectionsRequirement;
import livekit.LivekitRtc.SignalResponse;

/// Exchanges session descriptions with clients and tells the media path what came of it.
final class Negotiation {

  /// Changes of so long a time are negotiated together.
  private static final long GATHER_NANOS = 10 * Timers.MILLI;

  private static final long ANSWER_WITHIN_NANOS = 15 * Timers.SECOND;

  private final Room room;

  Negotiation(Room room) {
    this.room = room;
  }

  /// A client's offer, which is always answered or ends the session.
  void offer(Participant participant, LivekitRtc.SessionDescription message) {
    switch (SessionDescription.parse(message.getSdp())) {
      case SessionDescription.Refused _ -> mismatch(participant);
      case SessionDescription.Parsed parsed ->
          offer(participant, message.getId(), parsed.description());
    }
  }

  private void offer(Participant participant, int id, SessionDescription offer) {
    switch (participant.offers.answer(offer, participant.announced())) {
      case OfferResult.Refused _ -> mismatch(participant);
      case OfferResult.Answer answer -> answered(participant, id, answer);
    }
  }

  private void answered(Participant participant, int id, OfferResult.Answer answer) {
    openUplink(participant, answer);
    for (String trackSid : answer.displaced()) {
      room.subscribing.unbound(participant, trackSid);
    }
    for (PublicationEnded ended : answer.ended()) {
      room.publishing.ended(participant, ended);
    }
    for (PublicationStarted started : answer.started()) {
      room.publishing.started(participant, started);
    }
    for (String trackSid : answer.unsupported()) {
      room.subscribing.unsupported(participant, trackSid);
    }
    room.out.send(
        participant,
        SignalResponse.newBuilder()
            .setAnswer(message("answer", id, answer.description(), answer.midToTrackId())));
    for (SubscriptionBound bound : answer.bound()) {
      room.subscribing.bound(participant, participant.uplink, bound);
    }
    changed(participant);
  }

  private void openUplink(Participant participant, OfferResult.Answer answer) {
    PeerLink link = participant.uplink;
    RemoteTransport remote = answer.remote();
    if (!link.opened) {
      link.opened = true;
      room.out.media(
          new MediaCommand.OpenPeer(room.media, link.id, answer.local(), remote.dtlsClient()));
      setRemote(link, remote);
    } else if (answer.iceRestarted()) {
      room.out.media(
          new MediaCommand.RestartIce(room.media, link.id, answer.local(), remote.ufrag()));
    }
  }

  private void setRemote(PeerLink link, RemoteTransport remote) {
    link.remoteKnown = true;
    room.out.media(
        new MediaCommand.SetRemote(
            room.media,
            link.id,
            remote.ufrag(),
            remote.fingerprint().algorithm(),
            remote.fingerprint().bytes()));
  }

  /// A client's answer to an offer of this side.
  void answer(Participant participant, LivekitRtc.SessionDescription message) {
    Optional<Downlink> downlink = participant.downlink;
    if (downlink.isEmpty()) {
      return;
    }
    switch (SessionDescription.parse(message.getSdp())) {
      case SessionDescription.Refused _ -> mismatch(participant);
      case SessionDescription.Parsed parsed ->
          answer(participant, downlink.get(), message.getId(), parsed.description());
    }
  }

  private void answer(
      Participant participant, Downlink downlink, int id, SessionDescription answer) {
    switch (downlink.offers().answered(id, answer)) {
      case AnswerResult.Stale _ -> {}
      case AnswerResult.Refused _ -> mismatch(participant);
      case AnswerResult.Completed completed -> completed(participant, downlink, completed);
    }
  }

  private void completed(
      Participant participant, Downlink downlink, AnswerResult.Completed completed) {
    if (participant.answerTimeout != null) {
      participant.answerTimeout.cancel();
    }
    PeerLink link = downlink.link();
    if (!link.remoteKnown) {
      setRemote(link, completed.remote());
    } else if (link.restarting) {
      room.out.media(
          new MediaCommand.RestartIce(
              room.media, link.id, downlink.offers().local(), completed.remote().ufrag()));
    }
    link.restarting = false;
    for (String trackSid : completed.unsupported()) {
      room.subscribing.unsupported(participant, trackSid);
    }
    for (SubscriptionBound bound : completed.bound()) {
      room.subscribing.bound(participant, link, bound);
    }
    changed(participant);
  }

  /// What is to be sent to a participant changed: negotiates soon.
  void changed(Participant participant) {
    if (participant.isGone()) {
      return;
    }
    if (participant.negotiation == null || participant.negotiation.isOver()) {
      participant.negotiation =
          room.timers.at(room.nowNanos + GATHER_NANOS, () -> negotiate(participant));
    }
  }

  private void negotiate(Participant participant) {
    if (participant.connection().isEmpty()) {
      return;
    }
    if (participant.downlink.isPresent()) {
      if (participant.downlink.get().link().remoteKnown || wantsMedia(participant)) {
        offerNow(participant);
      }
    } else {
      participant.offers.takeRequirement().ifPresent(one -> ask(participant, one));
    }
  }

  private static boolean wantsMedia(Participant participant) {
    return participant.subscriberPrimary || !participant.subscriptions.isEmpty();
  }

  private void ask(Participant participant, SectionsRequirement requirement) {
    room.out.send(
        participant,
        SignalResponse.newBuilder()
            .setMediaSectionsRequirement(
                MediaSectionsRequirement.newBuilder()
                    .setNumAudios(requirement.audios())
                    .setNumVideos(requirement.videos())));
  }

  /// Sends the next offer on the subscriber connection of a v0 client, if there is one to send.
  void offerNow(Participant participant) {
    participant
        .downlink
        .flatMap(down -> down.offers().offer())
        .ifPresent(offer -> send(participant, offer));
  }

  private void send(Participant participant, ServerOffer offer) {
    PeerLink link = participant.downlink.orElseThrow().link();
    if (!link.opened) {
      link.opened = true;
      room.out.media(new MediaCommand.OpenPeer(room.media, link.id, offer.local(), false));
    }
    link.restarting |= offer.iceRestarted();
    room.out.send(
        participant,
        SignalResponse.newBuilder()
            .setOffer(message("offer", offer.id(), offer.description(), offer.midToTrackId())));
    if (participant.answerTimeout != null) {
      participant.answerTimeout.cancel();
    }
    participant.answerTimeout =
        room.timers.at(room.nowNanos + ANSWER_WITHIN_NANOS, () -> unanswered(participant));
  }

  /// Without signalling the answer can't come; the resume offers again.
  private void unanswered(Participant participant) {
    if (participant.connection().isPresent()) {
      mismatch(participant);
    }
  }

  private void mismatch(Participant participant) {
    room.departures.fullReconnect(participant, DisconnectReason.STATE_MISMATCH);
  }

  private static LivekitRtc.SessionDescription message(
      String type, int id, SessionDescription description, Map<String, String> midToTrackId) {
    return LivekitRtc.SessionDescription.newBuilder()
        .setType(type)
        .setSdp(description.toText())
        .setId(id)
        .putAllMidToTrackId(midToTrackId)
        .build();
  }
}

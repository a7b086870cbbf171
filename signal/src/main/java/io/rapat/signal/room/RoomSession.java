package io.rapat.signal.room;

import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.token.TokenMinter;
import java.util.Optional;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.Pong;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;

/// All of one LiveKit room except its media: participants, tracks, subscriptions, data. One thread
/// at a time.
///
/// Inputs go in by [#handle]; what is to be done comes out of [#poll] in order. The session has no
/// clock: [#deadlineNanos] says when it wants a [RoomInput.Tick].
public final class RoomSession {

  private static final long IDLE_NANOS = 3600 * Timers.SECOND;

  private final Room room;

  /// @param name the room's name
  /// @param mediaRoom the name of its media in this process
  /// @param ids one for the process
  /// @param facts what clients are told of this node
  /// @param minter signs tokens for coming back
  /// @param nowNanos monotonic time
  /// @param unixMillis wall clock
  public RoomSession(
      String name,
      RoomId mediaRoom,
      RoomSettings settings,
      IdSource ids,
      ServerFacts facts,
      TokenMinter minter,
      long nowNanos,
      long unixMillis) {
    room = new Room(name, mediaRoom, settings, ids, facts, minter, nowNanos, unixMillis);
    room.lifetime.started();
  }

  /// Takes an input. Nothing happens after [RoomOutput.RoomFinished].
  ///
  /// @param nowNanos monotonic time, never less than before
  /// @param unixMillis wall clock
  public void handle(RoomInput input, long nowNanos, long unixMillis) {
    room.nowNanos = nowNanos;
    room.unixMillis = unixMillis;
    if (room.lifetime.isFinished()) {
      refuse(input);
      return;
    }
    room.timers.fire(nowNanos);
    if (room.lifetime.isFinished()) {
      refuse(input);
      return;
    }
    switch (input) {
      case RoomInput.ClientJoined joined ->
          room.joining.join(joined.connection(), joined.parameters(), joined.data());
      case RoomInput.ClientMessage message -> message(message.connection(), message.request());
      case RoomInput.ClientClosed closed -> room.transports.signalLost(closed.connection());
      case RoomInput.MediaHappened happened -> media(happened.event());
      case RoomInput.ApiCall call -> room.api.handle(call.id(), call.request());
      case RoomInput.Tick _ -> {}
      case RoomInput.Shutdown _ -> room.lifetime.shutdown();
    }
  }

  /// Who comes too late is sent to try again; the room will be another one.
  private void refuse(RoomInput input) {
    switch (input) {
      case RoomInput.ClientJoined joined -> room.joining.tooLate(joined);
      case RoomInput.ApiCall call ->
          room.out.reply(
              call.id(),
              new ApiResult.Failed(ApiResult.Reason.NOT_FOUND, "requested room does not exist"));
      case RoomInput.ClientMessage _,
          RoomInput.ClientClosed _,
          RoomInput.MediaHappened _,
          RoomInput.Tick _,
          RoomInput.Shutdown _ -> {}
    }
  }

  /// What is to be done next, if anything. To be called until it is empty after each input.
  public Optional<RoomOutput> poll() {
    return room.out.poll();
  }

  /// When the session wants a tick at the latest. Compare as `deadline - now <= 0`.
  public long deadlineNanos() {
    long idle = room.nowNanos + IDLE_NANOS;
    return room.lifetime.isFinished() ? idle : room.timers.deadlineNanos(idle);
  }

  /// The room as it is now; for lists. Only from the thread that handles inputs.
  public RoomView view() {
    return new RoomView(
        room.info(), room.roster.everyone().stream().map(Participant::info).toList());
  }

  /// The room's `RM_…`.
  public String sid() {
    return room.sid;
  }

  private void message(ConnectionId connection, SignalRequest request) {
    Optional<Participant> participant = room.roster.on(connection);
    if (participant.isEmpty()) {
      return;
    }
    if (participant.get().rate.take(room.nowNanos)) {
      message(participant.get(), request);
      room.transports.spoke(participant.get());
    } else {
      room.out.close(connection, Outbox.POLICY_VIOLATION);
      room.transports.signalLost(connection);
    }
  }

  @SuppressWarnings("deprecation") // old clients ping by number
  private void message(Participant from, SignalRequest request) {
    switch (request.getMessageCase()) {
      case OFFER -> room.negotiation.offer(from, request.getOffer());
      case ANSWER -> room.negotiation.answer(from, request.getAnswer());
      case TRICKLE -> {} // ICE-lite learns the client's addresses from its checks.
      case ADD_TRACK -> room.publishing.addTrack(from, request.getAddTrack());
      case MUTE -> room.publishing.mute(from, request.getMute());
      case SUBSCRIPTION -> room.subscribing.update(from, request.getSubscription());
      case TRACK_SETTING -> room.trackSettings.update(from, request.getTrackSetting());
      case LEAVE -> room.departures.leave(from, request.getLeave());
      case UPDATE_LAYERS -> {} // Deprecated; the layers that send are seen.
      case SUBSCRIPTION_PERMISSION ->
          room.subscribing.permit(from, request.getSubscriptionPermission());
      case SYNC_STATE -> room.resumption.sync(from, request.getSyncState());
      case SIMULATE -> room.simulation.play(from, request.getSimulate());
      case PING -> room.out.send(from, SignalResponse.newBuilder().setPong(room.unixMillis));
      case UPDATE_METADATA -> room.profiles.updateOwn(from, request.getUpdateMetadata());
      case PING_REQ -> pong(from, request.getPingReq());
      case UPDATE_AUDIO_TRACK -> room.publishing.updateAudio(from, request.getUpdateAudioTrack());
      case UPDATE_VIDEO_TRACK -> room.publishing.updateVideo(from, request.getUpdateVideoTrack());
      case PUBLISH_DATA_TRACK_REQUEST ->
          room.dataTracks.publish(from, request.getPublishDataTrackRequest());
      case UNPUBLISH_DATA_TRACK_REQUEST ->
          room.dataTracks.unpublish(from, request.getUnpublishDataTrackRequest());
      case UPDATE_DATA_SUBSCRIPTION ->
          room.dataTracks.update(from, request.getUpdateDataSubscription());
      case MESSAGE_NOT_SET -> {} // Newer than this server.
    }
  }

  private void pong(Participant from, Ping ping) {
    room.out.send(
        from,
        SignalResponse.newBuilder()
            .setPongResp(
                Pong.newBuilder()
                    .setLastPingTimestamp(ping.getTimestamp())
                    .setTimestamp(room.unixMillis)));
  }

  private void media(MediaEvent event) {
    switch (event) {
      case MediaEvent.PeerConnected connected -> room.transports.connected(connected.peer());
      case MediaEvent.PeerQuiet quiet -> room.transports.quiet(quiet.peer(), true);
      case MediaEvent.PeerHeard heard -> room.transports.quiet(heard.peer(), false);
      case MediaEvent.PeerFailed failed -> room.transports.failed(failed.peer(), failed.reason());
      case MediaEvent.LayerStarted started -> room.publishing.layerStarted(started);
      case MediaEvent.SubscriptionStarted _ -> {}
      case MediaEvent.DataChannelOpened opened ->
          room.transports.channelOpened(opened.peer(), opened.label());
      case MediaEvent.DataChannelClosed closed ->
          room.transports.channelClosed(closed.peer(), closed.label());
      case MediaEvent.DataReceived received -> room.packets.received(received);
      case MediaEvent.Speakers speakers -> room.reports.speakers(speakers);
      case MediaEvent.Quality quality -> room.reports.quality(quality);
    }
  }
}

package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.app.meeting.ChatHistory;
import io.rapat.app.meeting.ChatMessage;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.data.StoredChat;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.room.ApiRequest;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.room.ConnectionId;
import io.rapat.signal.room.IdSource;
import io.rapat.signal.room.RequestId;
import io.rapat.signal.room.RoomInput;
import io.rapat.signal.room.RoomOutput;
import io.rapat.signal.room.RoomSession;
import io.rapat.signal.room.RoomSettings;
import io.rapat.signal.room.ServerFacts;
import io.rapat.signal.token.TokenMinter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// The rooms in session, by name; carries inputs to them and performs their outputs.
@Component
class Rooms {
  private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);
  private static final int TRY_AGAIN_LATER = 1013;

  private final Map<String, RoomMailbox> byName = new ConcurrentHashMap<>();
  private final Map<RoomId, RoomMailbox> byMedia = new ConcurrentHashMap<>();
  private final Map<ConnectionId, SignalSocket> sockets = new ConcurrentHashMap<>();
  private final Map<ConnectionId, String> roomOfSocket = new ConcurrentHashMap<>();
  private final Map<RequestId, CompletableFuture<ApiResult>> calls = new ConcurrentHashMap<>();
  private final AtomicLong nextRoom = new AtomicLong(1);
  private final AtomicLong nextRequest = new AtomicLong(1);
  private final AtomicLong nextConnection = new AtomicLong(1);
  private final MediaEngine media;
  private final IdSource ids;
  private final ServerFacts facts;
  private final TokenMinter tokens;
  private final ChatHistory chat;
  private final InstantSource clock;
  private final RapatConfig config;
  private final Refusals refusals;
  private final Presence presence;
  private volatile boolean stopping;

  Rooms(
      MediaEngine media,
      IdSource ids,
      ServerFacts facts,
      TokenMinter tokens,
      ChatHistory chat,
      InstantSource clock,
      RapatConfig config,
      Refusals refusals,
      Presence presence) {
    this.media = media;
    this.ids = ids;
    this.facts = facts;
    this.tokens = tokens;
    this.chat = chat;
    this.clock = clock;
    this.config = config;
    this.refusals = refusals;
    this.presence = presence;
  }

  ConnectionId nextConnection() {
    return new ConnectionId(nextConnection.getAndIncrement());
  }

  boolean exists(String name) {
    return byName.containsKey(name);
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  int connections() {
    return sockets.size();
  }

  /// Creates the room when there is none.
  void open(String name, RoomSettings settings) {
    RoomMailbox _ = byName.computeIfAbsent(name, _ -> create(name, settings));
  }

  void join(SignalSocket socket, Gate.Entry entry) {
    JoinParameters parameters = entry.parameters();
    sockets.put(socket.id(), socket);
    roomOfSocket.put(socket.id(), parameters.room());
    RoomSettings settings =
        entry
            .metadata()
            .map(this::meetingSettings)
            .or(() -> parameters.claims().roomConfig().map(RoomSettings::of))
            .orElseGet(this::defaultSettings);
    enter(new RoomInput.ClientJoined(socket.id(), parameters, entry.data()), settings);
  }

  private void enter(RoomInput.ClientJoined joined, RoomSettings settings) {
    JoinParameters parameters = joined.parameters();
    // Inside compute, so that the room can't finish between being found and getting the input.
    byName.compute(
        parameters.room(),
        (name, existing) -> {
          RoomMailbox room = existing == null ? create(name, settings) : existing;
          room.offer(joined);
          return room;
        });
  }

  private RoomSettings meetingSettings(String metadata) {
    RoomSettings settings = defaultSettings();
    return new RoomSettings(
        settings.emptyTimeoutSeconds(),
        settings.departureTimeoutSeconds(),
        0, // Meetings count their seats themselves, and hosts find one always.
        metadata,
        false);
  }

  RoomSettings defaultSettings() {
    return new RoomSettings(
        Math.toIntExact(config.rooms().emptyTimeout().toSeconds()),
        Math.toIntExact(config.rooms().departureTimeout().toSeconds()),
        config.rooms().maxParticipants(),
        "",
        false);
  }

  /// A client wrote. When its room can't keep up, the client is sent to try again: a session that
  /// has lost a message is of no use to it.
  void message(ConnectionId connection, SignalRequest request) {
    boolean taken =
        room(connection)
            .map(room -> room.offerFromClient(new RoomInput.ClientMessage(connection, request)))
            .orElse(true);
    if (!taken) {
      refusals.count(Refusals.Refusal.ROOM_BUSY);
      Optional.ofNullable(sockets.get(connection))
          .ifPresent(socket -> socket.close(TRY_AGAIN_LATER));
    }
  }

  private Optional<RoomMailbox> room(ConnectionId connection) {
    return Optional.ofNullable(roomOfSocket.get(connection)).map(byName::get);
  }

  void closed(ConnectionId connection) {
    room(connection).ifPresent(room -> room.offer(new RoomInput.ClientClosed(connection)));
    roomOfSocket.remove(connection);
    SignalSocket socket = sockets.remove(connection);
    if (socket != null) {
      socket.ended();
    }
  }

  void mediaHappened(MediaEvent event) {
    RoomMailbox room = byMedia.get(event.room());
    if (room == null) {
      return;
    }
    RoomInput input = new RoomInput.MediaHappened(event);
    if (!(event instanceof MediaEvent.DataReceived)) {
      room.offer(input);
    } else if (!room.offerFromClient(input)) {
      refusals.count(Refusals.Refusal.ROOM_BUSY);
    }
  }

  /// Asks a room; empty when there is none.
  Optional<CompletableFuture<ApiResult>> call(String name, ApiRequest request) {
    RequestId id = new RequestId(nextRequest.getAndIncrement());
    CompletableFuture<ApiResult> reply = new CompletableFuture<>();
    calls.put(id, reply);
    RoomMailbox room =
        byName.computeIfPresent(
            name,
            (_, existing) -> {
              existing.offer(new RoomInput.ApiCall(id, request));
              return existing;
            });
    if (room == null) {
      calls.remove(id);
      return Optional.empty();
    }
    return Optional.of(reply.whenComplete((_, _) -> calls.remove(id)));
  }

  void pingAll() {
    sockets.values().forEach(SignalSocket::ping);
  }

  /// Tells everyone that the node stops.
  void shutdown() {
    stopping = true;
    byName.values().forEach(room -> room.offer(new RoomInput.Shutdown()));
  }

  private RoomMailbox create(String name, RoomSettings settings) {
    RoomId id = new RoomId(nextRoom.getAndIncrement());
    RoomSession session =
        new RoomSession(name, id, settings, ids, facts, tokens, System.nanoTime(), clock.millis());
    RoomMailbox room = new RoomMailbox(name, session, settings, clock, this::perform, this::failed);
    byMedia.put(id, room);
    room.start();
    return room;
  }

  private void perform(RoomMailbox room, RoomOutput output) {
    switch (output) {
      case RoomOutput.Send(var connection, var response) -> {
        countRefusal(response);
        Optional.ofNullable(sockets.get(connection)).ifPresent(socket -> socket.send(response));
      }
      case RoomOutput.Close(var connection, var code) ->
          Optional.ofNullable(sockets.get(connection)).ifPresent(socket -> socket.close(code));
      case RoomOutput.Media(var command) -> media.submit(command);
      case RoomOutput.ApiReply(var id, var result) ->
          Optional.ofNullable(calls.get(id)).ifPresent(reply -> reply.complete(result));
      case RoomOutput.Webhook(var event) -> presence.happened(room.name(), event, stopping);
      case RoomOutput.Refused(var reason) ->
          refusals.count(
              switch (reason) {
                case DATA_TOPIC -> Refusals.Refusal.DATA_TOPIC;
                case RESERVED_ATTRIBUTE -> Refusals.Refusal.RESERVED_ATTRIBUTE;
              });
      case RoomOutput.ChatMessage(var message) -> keep(room, message);
      case RoomOutput.RoomFinished() -> finished(room);
    }
  }

  private void countRefusal(SignalResponse response) {
    if (response.getLeave().getReason() == DisconnectReason.STATE_MISMATCH) {
      refusals.count(Refusals.Refusal.STATE_MISMATCH);
    }
  }

  private void keep(RoomMailbox room, StoredChat message) {
    if (message.text().length() > ChatHistory.MAX_TEXT) {
      return;
    }
    try {
      chat.keep(
          new ChatMessage(
              message.id(),
              room.name(),
              Instant.ofEpochMilli(message.unixMillis()),
              message.senderIdentity(),
              message.senderName(),
              message.text(),
              message.recipients()));
    } catch (DataAccessException e) {
      // The call goes on without its chat history.
      LOG.error("chat message not kept", e);
    }
  }

  private void finished(RoomMailbox room) {
    List<RoomInput> rest = remove(room);
    for (RoomInput input : rest) {
      switch (input) {
        case RoomInput.ClientJoined joined -> enter(joined, room.settings());
        case RoomInput.ApiCall(var id, _) ->
            Optional.ofNullable(calls.get(id))
                .ifPresent(reply ->
                    reply.complete(
                        new ApiResult.Failed(
                            ApiResult.Reason.NOT_FOUND, "requested room does not exist")));
        case RoomInput.ClientMessage _,
            RoomInput.ClientClosed _,
            RoomInput.MediaHappened _,
            RoomInput.Tick _,
            RoomInput.Shutdown _ -> {}
      }
    }
  }

  private List<RoomInput> remove(RoomMailbox room) {
    byName.computeIfPresent(room.name(), (_, existing) -> existing == room ? null : existing);
    byMedia.values().remove(room);
    return room.end();
  }

  private void failed(RoomMailbox room) {
    byMedia.entrySet().stream()
        .filter(entry -> entry.getValue() == room)
        .map(Map.Entry::getKey)
        .forEach(id -> media.submit(new io.rapat.media.room.MediaCommand.CloseRoom(id)));
    roomOfSocket.forEach((connection, name) -> {
      if (name.equals(room.name())) {
        Optional.ofNullable(sockets.get(connection))
            .ifPresent(socket -> socket.close(TRY_AGAIN_LATER));
      }
    });
    finished(room);
  }
}

package io.rapat.signal.room;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.data.StoredChat;
import io.rapat.signal.join.JoinHttp;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.join.JoinReader;
import io.rapat.signal.join.JoinResult;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.WrappedJoinRequest;
import livekit.LivekitWebhook.WebhookEvent;

/// A room with clients of a test: performs nothing, remembers all that the room wants done, and
/// checks what must always be true of it. Long, since every test of the room speaks through it.
final class RoomRig {

  static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final long START_MILLIS = 1_800_000_000_000L;

  final RoomSession session;
  final List<MediaCommand> media = new ArrayList<>();
  final List<WebhookEvent> webhooks = new ArrayList<>();
  final List<StoredChat> chats = new ArrayList<>();
  final List<RoomOutput.Refusal> refusals = new ArrayList<>();
  final Map<Long, List<SignalResponse>> sent = new LinkedHashMap<>();
  final Map<Long, Integer> closed = new LinkedHashMap<>();
  final Map<RequestId, ApiResult> replies = new LinkedHashMap<>();
  final Invariants invariants = new Invariants();
  boolean finished;
  long nanos = 5_000_000_000L;
  private long nextConnection = 1;
  private long nextRequest = 1;

  RoomRig() {
    this(RoomSettings.DEFAULT);
  }

  RoomRig(RoomSettings settings) {
    this(settings, new Random(7));
  }

  RoomRig(RoomSettings settings, Random random) {
    session =
        new RoomSession(
            "room",
            new RoomId(1),
            settings,
            new RandomIds(random),
            new Facts(),
            new TokenSigner(KEYS),
            nanos,
            millis());
    drain();
  }

  private static final class Facts implements ServerFacts {
    @Override
    public List<MediaEngine.Candidate> candidates() {
      return List.of(
          new MediaEngine.Candidate("192.0.2.10", 7882, false),
          new MediaEngine.Candidate("192.0.2.10", 7881, true));
    }

    @Override
    public byte[] fingerprint() {
      return new byte[32];
    }

    @Override
    public String version() {
      return "1.14.0";
    }

    @Override
    public String nodeId() {
      return "ND_test";
    }
  }

  long millis() {
    return START_MILLIS + nanos / 1_000_000;
  }

  /// A WebSocket of a test.
  final class Client {
    final ConnectionId connection;
    final String identity;

    private Client(ConnectionId connection, String identity) {
      this.connection = connection;
      this.identity = identity;
      sent.put(connection.value(), new ArrayList<>());
    }

    List<SignalResponse> received() {
      return sent.computeIfAbsent(connection.value(), _ -> new ArrayList<>());
    }

    List<String> kinds() {
      return received().stream().map(one -> kind(one)).toList();
    }

    /// What came since the last call.
    List<SignalResponse> take() {
      List<SignalResponse> all = List.copyOf(received());
      received().clear();
      return all;
    }

    List<SignalResponse> all(SignalResponse.MessageCase kind) {
      return received().stream().filter(one -> one.getMessageCase() == kind).toList();
    }

    Optional<SignalResponse> last(SignalResponse.MessageCase kind) {
      List<SignalResponse> all = all(kind);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    void send(SignalRequest.Builder request) {
      joining = identity;
      input(new RoomInput.ClientMessage(connection, request.build()));
    }

    void close() {
      input(new RoomInput.ClientClosed(connection));
    }

    boolean isClosed() {
      return closed.containsKey(connection.value());
    }

    private List<PeerId> peers() {
      return peers.getOrDefault(identity, List.of());
    }

    /// Its transport of the given place in order of opening.
    PeerId peer(int index) {
      return peers().get(index);
    }

    /// Media and data channels of its transports come up.
    void connectMedia() {
      for (PeerId peer : peers()) {
        event(new MediaEvent.PeerConnected(new RoomId(1), peer));
        event(new MediaEvent.DataChannelOpened(new RoomId(1), peer, "_reliable"));
        event(new MediaEvent.DataChannelOpened(new RoomId(1), peer, "_lossy"));
        event(new MediaEvent.DataChannelOpened(new RoomId(1), peer, "_data_track"));
      }
    }
  }

  /// Transports by identity, in the order they were opened.
  final Map<String, List<PeerId>> peers = new LinkedHashMap<>();

  private String joining = "";

  static String kind(SignalResponse response) {
    return response.getMessageCase().name().toLowerCase(java.util.Locale.ROOT);
  }

  static JoinRequest.Builder v1() {
    JoinRequest.Builder request = JoinRequest.newBuilder();
    request.getClientInfoBuilder().setProtocol(17).setClientProtocol(2);
    request.getConnectionSettingsBuilder().setAutoSubscribe(true);
    return request;
  }

  static Struct grants(String identity) {
    return claims(identity, video -> video.putFields("canUpdateOwnMetadata", flag(true)));
  }

  static Struct claims(String identity, UnaryOperator<Struct.Builder> change) {
    Struct.Builder video =
        Struct.newBuilder().putFields("roomJoin", flag(true)).putFields("room", text("room"));
    return Struct.newBuilder()
        .putFields("sub", text(identity))
        .putFields("name", text(identity.toUpperCase(java.util.Locale.ROOT)))
        .putFields("video", Value.newBuilder().setStructValue(change.apply(video)).build())
        .build();
  }

  static Value flag(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }

  static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  JoinParameters parameters(Struct claims, JoinRequest request) {
    String wrapped =
        Base64.getUrlEncoder()
            .encodeToString(
                WrappedJoinRequest.newBuilder()
                    .setJoinRequest(request.toByteString())
                    .build()
                    .toByteArray());
    return read(
        new JoinReader(new TokenVerifier(KEYS))
            .readV1(
                new JoinHttp(
                    Map.of("access_token", token(claims), "join_request", wrapped),
                    Optional.empty(),
                    "",
                    ""),
                millis()));
  }

  JoinParameters parameters(Struct claims, Map<String, String> query) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("access_token", token(claims));
    return read(
        new JoinReader(new TokenVerifier(KEYS))
            .readV0(new JoinHttp(all, Optional.empty(), "", ""), millis()));
  }

  private static String token(Struct claims) {
    return new TokenSigner(KEYS).mint("devkey", claims);
  }

  private static JoinParameters read(JoinResult result) {
    return switch (result) {
      case JoinResult.Accepted accepted -> accepted.parameters();
      case JoinResult.Refused refused -> throw new AssertionError(refused);
    };
  }

  /// Joins without an offer.
  Client join(String identity) {
    return join(parameters(grants(identity), v1().build()));
  }

  Client join(JoinParameters parameters) {
    return join(parameters, DataPolicy.OPEN);
  }

  Client join(JoinParameters parameters, DataPolicy data) {
    Client client = new Client(new ConnectionId(nextConnection++), parameters.identity());
    if (!parameters.reconnect()) {
      peers.put(parameters.identity(), new ArrayList<>());
    }
    joining = parameters.identity();
    input(new RoomInput.ClientJoined(client.connection, parameters, data));
    return client;
  }

  void input(RoomInput input) {
    session.handle(input, nanos, millis());
    drain();
  }

  void event(MediaEvent event) {
    input(new RoomInput.MediaHappened(event));
  }

  RequestId call(ApiRequest request) {
    RequestId id = new RequestId(nextRequest++);
    input(new RoomInput.ApiCall(id, request));
    return id;
  }

  /// Lets time pass, with a tick at each deadline.
  void pass(long millis) {
    long end = nanos + millis * 1_000_000;
    while (session.deadlineNanos() - end <= 0) {
      nanos = Math.max(nanos, session.deadlineNanos());
      input(new RoomInput.Tick());
    }
    nanos = end;
    input(new RoomInput.Tick());
  }

  private void drain() {
    for (Optional<RoomOutput> next = session.poll(); next.isPresent(); next = session.poll()) {
      RoomOutput output = next.get();
      invariants.check(output);
      switch (output) {
        case RoomOutput.Send send ->
            sent.computeIfAbsent(send.connection().value(), _ -> new ArrayList<>())
                .add(send.response());
        case RoomOutput.Close close -> closed.put(close.connection().value(), close.code());
        case RoomOutput.Media command -> remember(command.command());
        case RoomOutput.ApiReply reply -> replies.put(reply.id(), reply.result());
        case RoomOutput.Webhook webhook -> webhooks.add(webhook.event());
        case RoomOutput.ChatMessage chat -> chats.add(chat.chat());
        case RoomOutput.Refused one -> refusals.add(one.reason());
        case RoomOutput.RoomFinished _ -> finished = true;
      }
    }
  }

  private void remember(MediaCommand command) {
    media.add(command);
    if (command instanceof MediaCommand.OpenPeer open) {
      peers.computeIfAbsent(joining, _ -> new ArrayList<>()).add(open.peer());
    }
  }

  <C extends MediaCommand> List<C> commands(Class<C> kind) {
    return media.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> webhookNames() {
    return webhooks.stream().map(WebhookEvent::getEvent).toList();
  }

  /// What holds for any sequence of inputs.
  static final class Invariants {
    private final Set<Long> closed = new HashSet<>();
    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final Map<Long, Set<String>> tracks = new LinkedHashMap<>();
    private final Set<Object> openPeers = new HashSet<>();
    private final Set<Object> publications = new HashSet<>();
    private final Set<Object> subscriptions = new HashSet<>();
    private boolean finished;

    void check(RoomOutput output) {
      if (finished) {
        boolean late =
            output instanceof RoomOutput.Send
                || output instanceof RoomOutput.Close
                || output instanceof RoomOutput.ApiReply;
        require(late, "output after the end", output);
      }
      switch (output) {
        case RoomOutput.Send send -> checkSend(send);
        case RoomOutput.Close close ->
            require(closed.add(close.connection().value()), "closed twice", output);
        case RoomOutput.Media command -> checkMedia(command.command());
        case RoomOutput.RoomFinished _ -> finished = true;
        case RoomOutput.ApiReply _,
            RoomOutput.Webhook _,
            RoomOutput.ChatMessage _,
            RoomOutput.Refused _ -> {}
      }
    }

    private void checkSend(RoomOutput.Send send) {
      require(!closed.contains(send.connection().value()), "sent after close", send);
      SignalResponse response = send.response();
      Set<String> known = tracks.computeIfAbsent(send.connection().value(), _ -> new HashSet<>());
      response.getUpdate().getParticipantsList().forEach(one -> learn(known, one));
      response.getJoin().getOtherParticipantsList().forEach(one -> learn(known, one));
      require(
          known.containsAll(response.getAnswer().getMidToTrackIdMap().values())
              && known.containsAll(response.getOffer().getMidToTrackIdMap().values()),
          "track in a description before its announcement",
          send);
      for (var info : send.response().getUpdate().getParticipantsList()) {
        String receiver = send.connection().value() + " " + info.getSid();
        int before = versions.getOrDefault(receiver, -1);
        require(info.getVersion() >= before, "version went back", send);
        versions.put(receiver, info.getVersion());
        String content =
            contents.putIfAbsent(info.getSid() + " " + info.getVersion(), info.toString());
        require(
            content == null || content.equals(info.toString()),
            "two contents under one version",
            send);
      }
    }

    private static void learn(
        Set<String> known, livekit.LivekitModels.ParticipantInfo participant) {
      participant.getTracksList().forEach(track -> known.add(track.getSid()));
    }

    private void checkMedia(MediaCommand command) {
      switch (command) {
        case MediaCommand.OpenPeer one ->
            require(openPeers.add(one.peer()), "opened twice", command);
        case MediaCommand.ClosePeer one ->
            require(openPeers.remove(one.peer()), "closed unopened", command);
        case MediaCommand.SetRemote one -> requirePeer(one.peer(), command);
        case MediaCommand.RestartIce one -> requirePeer(one.peer(), command);
        case MediaCommand.SendData one -> requirePeer(one.peer(), command);
        case MediaCommand.OpenDataChannel one -> requirePeer(one.peer(), command);
        case MediaCommand.Publish one -> {
          requirePeer(one.peer(), command);
          require(publications.add(one.publication()), "published twice", command);
        }
        case MediaCommand.Unpublish one ->
            require(publications.remove(one.publication()), "not published", command);
        case MediaCommand.SetMuted one ->
            require(publications.contains(one.publication()), "not published", command);
        case MediaCommand.RequestKeyFrame one ->
            require(publications.contains(one.publication()), "not published", command);
        case MediaCommand.Subscribe one -> {
          requirePeer(one.peer(), command);
          require(publications.contains(one.publication()), "not published", command);
          require(subscriptions.add(one.subscription()), "subscribed twice", command);
        }
        case MediaCommand.UpdateSubscription one ->
            require(subscriptions.contains(one.subscription()), "not subscribed", command);
        case MediaCommand.Unsubscribe one ->
            require(subscriptions.remove(one.subscription()), "not subscribed", command);
        case MediaCommand.OpenRoom _, MediaCommand.CloseRoom _ -> {}
      }
    }

    private void requirePeer(PeerId peer, MediaCommand command) {
      require(openPeers.contains(peer), "no such peer", command);
    }

    private static void require(boolean holds, String rule, Object output) {
      if (!holds) {
        throw new AssertionError(rule + ": " + output);
      }
    }
  }
}

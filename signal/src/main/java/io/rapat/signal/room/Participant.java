package io.rapat.signal.room;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.rapat.media.policing.TokenBucket;
import io.rapat.signal.data.ChatReader;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.data.PolicyFilter;
import io.rapat.signal.data.Sender;
import io.rapat.signal.data.SequenceFilter;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.negotiation.ClientOffers;
import io.rapat.signal.negotiation.UpTrack;
import io.rapat.signal.room.Timers.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SubscriptionPermission;
import org.jspecify.annotations.Nullable;

/// One session of one person or machine in a room. Owned by the room.
final class Participant {

  /// `ParticipantInfo.capabilities`, newer than the published messages.
  private static final int CAPABILITIES = 21;

  final String sid;
  final JoinParameters join;
  final long joinedMillis;

  /// The PeerConnection the client offers on: all there is in v1, the publisher in v0.
  final PeerLink uplink;

  final ClientOffers offers;

  /// Only in v0.
  final Optional<Downlink> downlink;

  /// Whether the subscriber PeerConnection is the one that counts.
  final boolean subscriberPrimary;

  /// Tracks from AddTrack until unpublished, in order; by sid.
  final Map<String, Track> tracks = new LinkedHashMap<>();

  /// AddTracks that wait until the track with the same cid is gone.
  final List<AddTrackRequest> queued = new ArrayList<>();

  /// By track sid.
  final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

  /// What it asked for, by track sid; beats auto-subscription.
  final Map<String, Boolean> wishes = new HashMap<>();

  final DataState data = new DataState();
  final SequenceFilter sequences = new SequenceFilter();
  final ChatReader chat = new ChatReader();
  final PolicyFilter filter;

  /// Messages it may send: 200 a second, up to 1,000 at once.
  final TokenBucket rate = new TokenBucket(200, 1000);

  /// Who left while its signalling was away, by identity.
  final Map<String, ParticipantInfo> missedDepartures = new LinkedHashMap<>();

  String name;
  String metadata;
  Map<String, String> attributes;
  ParticipantPermission permission;
  boolean isPublisher;
  State state = State.JOINING;
  DisconnectReason disconnectReason = DisconnectReason.UNKNOWN_REASON;

  /// Who may subscribe; everyone unless the client says otherwise.
  SubscriptionPermission subscribers =
      SubscriptionPermission.newBuilder().setAllParticipants(true).build();

  @Nullable Timer negotiation;
  @Nullable Timer answerTimeout;
  @Nullable Timer mediaLost;
  boolean dropNextResume;

  private @Nullable ConnectionId connection;
  private int version;
  private ParticipantInfo info;

  Participant(
      String sid,
      JoinParameters join,
      DataPolicy data,
      long joinedMillis,
      PeerLink uplink,
      ClientOffers offers,
      Optional<Downlink> downlink) {
    this.sid = sid;
    this.join = join;
    this.joinedMillis = joinedMillis;
    this.uplink = uplink;
    this.offers = offers;
    this.downlink = downlink;
    this.name = join.name();
    this.metadata = join.metadata();
    this.attributes = join.attributes();
    this.permission = join.permission();
    this.filter = new PolicyFilter(data);
    this.subscriberPrimary = downlink.isPresent() && protocol() > 2 && permission.getCanSubscribe();
    this.info = snapshot();
  }

  String identity() {
    return join.identity();
  }

  int protocol() {
    return join.client().getProtocol();
  }

  Kind kind() {
    return join.claims().kind();
  }

  boolean isGone() {
    return state == State.DISCONNECTED;
  }

  boolean isHidden() {
    return permission.getHidden();
  }

  /// Those who keep no room open: agents, recorders, egress.
  boolean isDependent() {
    return kind() == Kind.AGENT || kind() == Kind.EGRESS || isRecorder();
  }

  @SuppressWarnings("deprecation") // the permission is where tokens put it
  boolean isRecorder() {
    return permission.getRecorder();
  }

  Optional<ConnectionId> connection() {
    return Optional.ofNullable(connection);
  }

  void connect(ConnectionId newConnection) {
    connection = newConnection;
  }

  void disconnect() {
    connection = null;
  }

  /// The transport whose state is the participant's.
  PeerLink primary() {
    return subscriberPrimary ? downlink.orElseThrow().link() : uplink;
  }

  /// The transport on which data is sent to it.
  PeerLink dataLink() {
    return primary();
  }

  boolean everConnected() {
    return uplink.everConnected || downlink.map(down -> down.link().everConnected).orElse(false);
  }

  List<UpTrack> announced() {
    return tracks.values().stream().map(Track::toUpTrack).toList();
  }

  Sender sender() {
    return new Sender(identity(), sid, isHidden(), kind() == Kind.AGENT);
  }

  /// As of the last change.
  ParticipantInfo info() {
    return info;
  }

  /// Takes a new snapshot with the next version.
  void changed() {
    version++;
    info = snapshot();
  }

  private ParticipantInfo snapshot() {
    ParticipantInfo.Builder builder =
        ParticipantInfo.newBuilder()
            .setSid(sid)
            .setIdentity(identity())
            .setName(name)
            .setMetadata(metadata)
            .putAllAttributes(attributes)
            .setState(state)
            .setJoinedAt(joinedMillis / 1000)
            .setJoinedAtMs(joinedMillis)
            .setVersion(version)
            .setPermission(permission)
            .setIsPublisher(isPublisher)
            .setKind(kind())
            .addAllKindDetails(join.claims().kindDetails())
            .setDisconnectReason(disconnectReason)
            .setClientProtocol(join.client().getClientProtocol())
            .setUnknownFields(capabilities());
    for (Track track : tracks.values()) {
      if (track.isAnnounced()) {
        builder.addTracks(track.info());
      }
    }
    data.published.values().forEach(track -> builder.addDataTracks(track.info()));
    return builder.build();
  }

  private UnknownFieldSet capabilities() {
    List<Integer> values = join.client().getCapabilitiesValueList();
    if (values.isEmpty()) {
      return UnknownFieldSet.getDefaultInstance();
    }
    byte[] packed = new byte[values.size()];
    int length = 0;
    for (int value : values) {
      if (value > 0 && value < 0x80) {
        packed[length++] = (byte) value;
      }
    }
    UnknownFieldSet.Field field =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(ByteString.copyFrom(packed, 0, length))
            .build();
    return UnknownFieldSet.newBuilder().addField(CAPABILITIES, field).build();
  }
}

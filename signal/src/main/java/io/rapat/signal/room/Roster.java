package io.rapat.signal.room;

import io.rapat.media.room.PeerId;
import io.rapat.media.room.PublicationId;
import io.rapat.media.room.SubscriptionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everyone in a room and what they publish, by every name it is known under. Owned by the room.
final class Roster {

  private final Map<String, Participant> byIdentity = new LinkedHashMap<>();
  private final Map<ConnectionId, Participant> byConnection = new HashMap<>();
  private final Map<PeerId, Participant> byPeer = new HashMap<>();
  private final Map<String, Track> tracks = new LinkedHashMap<>();
  private final Map<PublicationId, Track> byPublication = new HashMap<>();
  private final Map<SubscriptionId, Subscription> bySubscription = new HashMap<>();

  void add(Participant participant) {
    byIdentity.put(participant.identity(), participant);
    byPeer.put(participant.uplink.id, participant);
    participant.downlink.ifPresent(down -> byPeer.put(down.link().id, participant));
  }

  void remove(Participant participant) {
    byIdentity.remove(participant.identity(), participant);
    byPeer.remove(participant.uplink.id);
    participant.downlink.ifPresent(down -> byPeer.remove(down.link().id));
    byConnection.values().removeIf(other -> other == participant);
  }

  void connect(ConnectionId connection, Participant participant) {
    participant.connection().ifPresent(byConnection::remove);
    participant.connect(connection);
    byConnection.put(connection, participant);
  }

  void disconnect(Participant participant) {
    participant.connection().ifPresent(byConnection::remove);
    participant.disconnect();
  }

  void add(Track track) {
    tracks.put(track.sid, track);
  }

  void remove(Track track) {
    tracks.remove(track.sid);
    track.publication().ifPresent(byPublication::remove);
  }

  void published(PublicationId id, Track track) {
    byPublication.put(id, track);
  }

  void unpublished(PublicationId id) {
    byPublication.remove(id);
  }

  void subscribed(SubscriptionId id, Subscription subscription) {
    bySubscription.put(id, subscription);
  }

  void unsubscribed(SubscriptionId id) {
    bySubscription.remove(id);
  }

  /// A copy: the room may change while one goes through it.
  List<Participant> all() {
    return List.copyOf(byIdentity.values());
  }

  Collection<Participant> everyone() {
    return byIdentity.values();
  }

  int size() {
    return byIdentity.size();
  }

  Optional<Participant> withIdentity(String identity) {
    return Optional.ofNullable(byIdentity.get(identity));
  }

  Optional<Participant> withSid(String sid) {
    return byIdentity.values().stream().filter(one -> one.sid.equals(sid)).findFirst();
  }

  Optional<Participant> on(ConnectionId connection) {
    return Optional.ofNullable(byConnection.get(connection));
  }

  Optional<Participant> at(PeerId peer) {
    return Optional.ofNullable(byPeer.get(peer));
  }

  Optional<Track> track(String sid) {
    return Optional.ofNullable(tracks.get(sid));
  }

  Optional<Track> track(PublicationId id) {
    return Optional.ofNullable(byPublication.get(id));
  }

  Optional<Subscription> subscription(SubscriptionId id) {
    return Optional.ofNullable(bySubscription.get(id));
  }

  /// Tracks that everyone knows of; a copy.
  List<Track> announcedTracks() {
    return tracks.values().stream().filter(Track::isAnnounced).toList();
  }
}

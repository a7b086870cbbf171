package io.rapat.signal.room;

import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.RoomId;
import io.rapat.media.sdp.Candidate;
import io.rapat.media.sdp.Fingerprint;
import io.rapat.signal.negotiation.LocalTransport;
import io.rapat.signal.token.RefreshedToken;
import io.rapat.signal.token.TokenMinter;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitRtc.RoomUpdate;
import livekit.LivekitRtc.SignalResponse;

/// What all parts of a room share: who is in it, its names, the time, and the parts themselves.
/// Single-threaded; the time stands still while one input is handled.
final class Room {

  final String name;
  final String sid;
  final RoomId media;
  final RoomSettings settings;
  final IdSource ids;
  final ServerFacts facts;
  final TokenMinter minter;
  final long createdMillis;
  final String sifTrailer;

  final Outbox out = new Outbox();
  final Roster roster = new Roster();
  final Timers timers = new Timers();

  final Webhooks webhooks;
  final Announcements announcements;
  final Lifetime lifetime;
  final Negotiation negotiation;
  final Publishing publishing;
  final Subscribing subscribing;
  final TrackSettings trackSettings;
  final Dynacast dynacast;
  final Joining joining;
  final Resumption resumption;
  final Departures departures;
  final Transports transports;
  final PacketTraffic packets;
  final DataTracks dataTracks;
  final Profiles profiles;
  final Reports reports;
  final ApiCalls api;
  final Simulation simulation;

  String metadata;
  long nowNanos;
  long unixMillis;

  Room(
      String name,
      RoomId media,
      RoomSettings settings,
      IdSource ids,
      ServerFacts facts,
      TokenMinter minter,
      long nowNanos,
      long unixMillis) {
    this.name = name;
    this.media = media;
    this.settings = settings;
    this.ids = ids;
    this.facts = facts;
    this.minter = minter;
    this.nowNanos = nowNanos;
    this.unixMillis = unixMillis;
    this.createdMillis = unixMillis;
    this.metadata = settings.metadata();
    this.sid = ids.sid("RM_");
    this.sifTrailer = ids.secret(44);
    this.webhooks = new Webhooks(this);
    this.announcements = new Announcements(this);
    this.lifetime = new Lifetime(this);
    this.negotiation = new Negotiation(this);
    this.publishing = new Publishing(this);
    this.subscribing = new Subscribing(this);
    this.trackSettings = new TrackSettings(this);
    this.dynacast = new Dynacast(this);
    this.joining = new Joining(this);
    this.resumption = new Resumption(this);
    this.departures = new Departures(this);
    this.transports = new Transports(this);
    this.packets = new PacketTraffic(this);
    this.dataTracks = new DataTracks(this);
    this.profiles = new Profiles(this);
    this.reports = new Reports(this);
    this.api = new ApiCalls(this);
    this.simulation = new Simulation(this);
  }

  livekit.LivekitModels.Room info() {
    int participants = 0;
    int publishers = 0;
    boolean recording = false;
    for (Participant one : roster.everyone()) {
      recording |= one.isRecorder();
      if (!one.isHidden()) {
        participants++;
        publishers += one.isPublisher ? 1 : 0;
      }
    }
    return livekit.LivekitModels.Room.newBuilder()
        .setSid(sid)
        .setName(name)
        .setEmptyTimeout(settings.emptyTimeoutSeconds())
        .setDepartureTimeout(settings.departureTimeoutSeconds())
        .setMaxParticipants(settings.maxParticipants())
        .setCreationTime(createdMillis / 1000)
        .setCreationTimeMs(createdMillis)
        .addAllEnabledCodecs(CodecLists.ENABLED)
        .setMetadata(metadata)
        .setNumParticipants(participants)
        .setNumPublishers(publishers)
        .setActiveRecording(recording)
        .build();
  }

  SignalResponse.Builder roomUpdate() {
    return SignalResponse.newBuilder().setRoomUpdate(RoomUpdate.newBuilder().setRoom(info()));
  }

  /// Gives a participant a fresh token to come back with.
  void refreshToken(Participant participant) {
    if (participant.connection().isPresent()) {
      String token =
          minter.mint(
              participant.join.claims().apiKey(),
              RefreshedToken.claims(participant.join.claims(), participant.info(), unixMillis));
      out.send(participant, SignalResponse.newBuilder().setRefreshToken(token));
    }
  }

  LocalTransport localTransport(boolean tcpOnly) {
    List<Candidate> candidates = new ArrayList<>();
    for (MediaEngine.Candidate candidate : facts.candidates()) {
      if (candidate.tcp()) {
        candidates.add(Candidate.tcpPassiveHost(candidate.address(), candidate.port()));
      } else if (!tcpOnly) {
        candidates.add(Candidate.udpHost(candidate.address(), candidate.port()));
      }
    }
    return new LocalTransport(Fingerprint.of("sha-256", facts.fingerprint()), candidates);
  }
}

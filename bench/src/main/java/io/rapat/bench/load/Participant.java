package io.rapat.bench.load;

// Longer than 400 lines: one participant is one state, from dialling to the last packet.

import com.google.protobuf.ByteString;
import io.rapat.media.sctp.SctpAssociation;
import io.rapat.media.sctp.SctpConfig;
import io.rapat.media.sctp.SctpEvent;
import io.rapat.media.sctp.SendResult;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.net.dtls.DtlsEngine;
import io.rapat.net.dtls.DtlsEngines;
import io.rapat.net.dtls.DtlsState;
import io.rapat.net.dtls.Fingerprint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import livekit.LivekitModels.AudioTrackFeature;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.UserPacket;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SimulcastCodec;
import org.jspecify.annotations.Nullable;

/// One participant: it joins, publishes or subscribes, and counts. Driven by the loop's thread.
final class Participant {
  private static final int BUFFER = 2048;
  private static final int LEVEL_COUNT = 3;
  private static final long SECOND = 1_000_000_000L;
  private static final long MESSAGE_NANOS = SECOND / 10;
  private static final int MESSAGE_BYTES = 3000;
  private static final long PING_NANOS = 5 * SECOND;
  private static final long CEILING_BPS = 50_000_000;
  private static final long OPUS_NANOS = 20_000_000;
  private static final int OWN_SSRC = 1;

  final String identity;
  private final LoadOptions options;
  private final boolean publishes;
  private final SrtpEngine srtp;
  private final DtlsEngines dtlsEngines;
  private final Random random;
  private final DatagramChannel channel;
  private final SignalClient signal;
  private final Latencies latencies;
  private final ByteBuffer plain = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(BUFFER);
  private final MemorySegment plainSegment = MemorySegment.ofBuffer(plain);
  private final MemorySegment sealedSegment = MemorySegment.ofBuffer(sealed);
  private final IceClient ice;
  private final Offer offer;
  private final List<PublishedStream> published = new ArrayList<>();
  private final List<Playback> playbacks = new ArrayList<>();
  private final Map<Integer, ReceivedStream> received = new HashMap<>();
  private final Map<Integer, Answer.Stream> announced = new HashMap<>();
  private final Map<Integer, Integer> repairs = new HashMap<>();
  private final Map<String, String> trackOfMid = new HashMap<>();
  private final Map<String, Long> milestones = new LinkedHashMap<>();
  private final long dialledNanos;
  private int offerId;
  private int tracksToAnnounce;
  private boolean offerOpen;
  private boolean offerAgain;
  private @Nullable DtlsEngine dtls;
  private @Nullable Answer answer;
  private boolean dtlsClient;
  private @Nullable SrtpSender sender;
  private @Nullable SrtpReceiver receiver;
  private @Nullable SctpAssociation association;
  private final Map<String, Long> messages = new LinkedHashMap<>();
  private long openChannels;
  private long nextMessageNanos;
  private long playStartNanos;
  private long nextReportNanos;
  private long nextPingNanos;
  private long thrownAway;
  private long undecryptable;
  private String failure = "";

  /// A schedule on its way into one or more streams.
  private static final class Playback {
    final Schedule schedule;
    final Map<String, PublishedStream> streams;
    final int clock;
    int next;
    long loop;
    int lastTime;

    Playback(Schedule schedule, Map<String, PublishedStream> streams, int clock) {
      this.schedule = schedule;
      this.streams = streams;
      this.clock = clock;
    }

    long dueNanos() {
      return schedule.entries().get(next).atNanos() + loop * schedule.loopNanos();
    }
  }

  Participant(
      LoadOptions options,
      String identity,
      boolean publishes,
      SrtpEngine srtp,
      DtlsEngines dtlsEngines,
      Latencies latencies,
      DatagramChannel channel,
      SignalClient signal,
      long seed,
      long nowNanos) {
    this.options = options;
    this.identity = identity;
    this.publishes = publishes;
    this.srtp = srtp;
    this.dtlsEngines = dtlsEngines;
    this.latencies = latencies;
    this.channel = channel;
    this.signal = signal;
    this.random = new Random(seed);
    this.dialledNanos = nowNanos;
    this.ice = new IceClient(random, Arena.ofAuto().allocate(BUFFER), this::sendTo);
    this.offer = new Offer(ice.ufrag, ice.password, dtlsEngines.fingerprint(), random.nextLong());
  }

  boolean publishes() {
    return publishes;
  }

  boolean up() {
    return sender != null;
  }

  String failure() {
    return failure;
  }

  void fail(String reason) {
    if (failure.isEmpty()) {
      failure = reason;
    }
  }

  private void reached(String milestone, long nowNanos) {
    milestones.putIfAbsent(milestone, nowNanos - dialledNanos);
  }

  // --- signalling -------------------------------------------------------------------------------

  void hear(SignalClient.Heard heard, long nowNanos) {
    switch (heard) {
      case SignalClient.Heard.Ended(String reason) -> fail(reason);
      case SignalClient.Heard.Message(SignalResponse response) -> hear(response, nowNanos);
    }
  }

  private void hear(SignalResponse response, long nowNanos) {
    switch (response.getMessageCase()) {
      case JOIN -> joined(nowNanos);
      case TRACK_PUBLISHED -> {
        if (--tracksToAnnounce == 0) {
          sendOffer();
        }
      }
      case ANSWER -> answered(response.getAnswer(), nowNanos);
      case TRICKLE ->
          Answer.candidate(unquoted(response.getTrickle().getCandidateInit()))
              .ifPresent(ice::candidate);
      case MEDIA_SECTIONS_REQUIREMENT -> {
        var required = response.getMediaSectionsRequirement();
        addReceiving(required.getNumAudios(), required.getNumVideos());
        sendOffer();
      }
      case LEAVE -> fail("leave " + response.getLeave().getReason());
      default -> {
        // Nothing that a light participant acts on.
      }
    }
  }

  /// The candidate line in `{"candidate":"…",…}`; it has no escaped characters.
  private static String unquoted(String json) {
    int start = json.indexOf("candidate:");
    int end = start < 0 ? -1 : json.indexOf('"', start);
    return end < 0 ? "candidate:" : json.substring(start, end);
  }

  private void joined(long nowNanos) {
    reached("joined", nowNanos);
    nextPingNanos = nowNanos + PING_NANOS;
    if (!publishes) {
      int expected = options.publishers();
      addReceiving(options.audio() ? expected : 0, options.video() ? expected : 0);
      sendOffer();
      return;
    }
    if (options.audio()) {
      publishAudio();
    }
    if (options.video()) {
      publishVideo();
    }
    if (tracksToAnnounce == 0) {
      sendOffer();
    }
  }

  private void addReceiving(int audios, int videos) {
    for (int i = 0; i < Math.min(audios, 500); i++) {
      offer.receive(false);
    }
    for (int i = 0; i < Math.min(videos, 500); i++) {
      offer.receive(true);
    }
  }

  private void publishAudio() {
    String cid = identity + "-audio";
    Offer.Track track = new Offer.Track(cid, List.of(), random.nextInt(), random.nextInt());
    PublishedStream stream = stream(track, false, offer.publish(false, track), "");
    Schedule schedule =
        options.dtx()
            ? Schedule.load("opus-nored-dtx")
            : Schedule.load("opus-nored-nodtx").evenly(OPUS_NANOS);
    playbacks.add(new Playback(schedule, Map.of("", stream), 48_000));
    AddTrackRequest.Builder request =
        AddTrackRequest.newBuilder()
            .setCid(cid)
            .setName("audio")
            .setType(TrackType.AUDIO)
            .setSource(TrackSource.MICROPHONE)
            .setDisableRed(true);
    if (!options.dtx()) {
      request.addAudioFeatures(AudioTrackFeature.TF_NO_DTX);
    }
    announce(request);
  }

  private void publishVideo() {
    String cid = identity + "-video";
    List<String> rids = options.simulcast() ? Offer.RIDS : List.of();
    Offer.Track track = new Offer.Track(cid, rids, random.nextInt(), random.nextInt());
    String mid = offer.publish(true, track);
    Map<String, PublishedStream> streams = new HashMap<>();
    if (rids.isEmpty()) {
      streams.put("f", stream(track, true, mid, ""));
    }
    for (String rid : rids) {
      Offer.Track layer = new Offer.Track(cid, List.of(), random.nextInt(), random.nextInt());
      streams.put(rid, stream(layer, true, mid, rid));
    }
    Schedule schedule = Schedule.load("vp8-simulcast").steady();
    playbacks.add(new Playback(rids.isEmpty() ? schedule.only("f") : schedule, streams, 90_000));
    announce(videoRequest(cid));
  }

  private AddTrackRequest.Builder videoRequest(String cid) {
    AddTrackRequest.Builder request =
        AddTrackRequest.newBuilder()
            .setCid(cid)
            .setName("video")
            .setType(TrackType.VIDEO)
            .setSource(TrackSource.CAMERA)
            .setWidth(1280)
            .setHeight(720);
    SimulcastCodec.Builder codec = SimulcastCodec.newBuilder().setCodec("vp8").setCid(cid);
    for (int level = options.simulcast() ? 0 : LEVEL_COUNT - 1; level < LEVEL_COUNT; level++) {
      VideoLayer layer =
          VideoLayer.newBuilder()
              .setQuality(VideoQuality.forNumber(level))
              .setWidth(320 << level)
              .setHeight(180 << level)
              .setBitrate(150_000 << (2 * level))
              .build();
      request.addLayers(layer);
      codec.addLayers(layer);
    }
    return request.addSimulcastCodecs(codec);
  }

  private PublishedStream stream(Offer.Track track, boolean video, String mid, String rid) {
    PublishedStream stream =
        new PublishedStream(
            track.ssrc(), track.rtxSsrc(), video, mid, rid, random.nextInt(1 << 15));
    published.add(stream);
    return stream;
  }

  private void announce(AddTrackRequest.Builder track) {
    tracksToAnnounce++;
    signal.send(SignalRequest.newBuilder().setAddTrack(track).build());
  }

  private void sendOffer() {
    if (offerOpen) {
      offerAgain = true;
      return;
    }
    offerOpen = true;
    SessionDescription description =
        SessionDescription.newBuilder()
            .setType("offer")
            .setSdp(offer.text())
            .setId(++offerId)
            .build();
    signal.send(SignalRequest.newBuilder().setOffer(description).build());
  }

  private void answered(SessionDescription description, long nowNanos) {
    reached("answered", nowNanos);
    Answer parsed = Answer.parse(description.getSdp());
    parsed.candidates().forEach(ice::candidate);
    announced.putAll(parsed.streams());
    repairs.putAll(parsed.repairs());
    trackOfMid.putAll(description.getMidToTrackIdMap());
    if (answer == null) {
      answer = parsed;
      ice.remote(parsed.ufrag(), parsed.password(), nowNanos);
      dtlsClient = !parsed.active();
    }
    offerOpen = false;
    if (offerAgain) {
      offerAgain = false;
      sendOffer();
    }
  }

  void leave() {
    signal.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()).build());
    DtlsEngine engine = dtls;
    if (engine != null) {
      engine.close();
      flushDtls(engine);
    }
  }

  // --- transport --------------------------------------------------------------------------------

  private void sendTo(MemorySegment bytes, int length, InetSocketAddress to) {
    transmit(bytes.asByteBuffer().limit(length), to);
  }

  private void transmit(ByteBuffer bytes, InetSocketAddress to) {
    try {
      // A full socket buffer loses the packet, as a network does.
      channel.send(bytes, to);
    } catch (IOException e) {
      fail("cannot send: " + e.getMessage());
    }
  }

  /// Takes a datagram from `bytes`, position 0 to limit.
  void receive(ByteBuffer bytes, InetSocketAddress from, long nowNanos) {
    int first = bytes.get(0) & 0xff;
    MemorySegment segment = MemorySegment.ofBuffer(bytes);
    if (first < 4) {
      ice.receive(segment, bytes.limit(), from);
      if (ice.selected() != null) {
        reached("ice", nowNanos);
        startDtls(nowNanos);
      }
    } else if (first >= 20 && first < 64) {
      startDtls(nowNanos);
      DtlsEngine engine = dtls;
      if (engine != null) {
        engine.receive(segment, 0, bytes.limit(), nowNanos);
        afterDtls(engine, nowNanos);
      }
    } else if (first >= 128 && first < 192) {
      receiveSrtp(segment, bytes, nowNanos);
    }
  }

  private void startDtls(long nowNanos) {
    Answer known = answer;
    if (dtls != null || known == null || ice.selected() == null) {
      return;
    }
    Optional<Fingerprint> expected =
        Fingerprint.of(known.fingerprintFunction(), known.fingerprint());
    if (expected.isEmpty()) {
      fail("fingerprint " + known.fingerprintFunction());
      return;
    }
    DtlsEngine engine = dtlsEngines.open(dtlsClient, nowNanos);
    engine.setRemoteFingerprint(expected.get(), nowNanos);
    dtls = engine;
    afterDtls(engine, nowNanos);
  }

  private void afterDtls(DtlsEngine engine, long nowNanos) {
    flushDtls(engine);
    switch (engine.state()) {
      case DtlsState.Handshaking _ -> {}
      case DtlsState.Finished finished -> {
        if (sender == null) {
          secured(finished, nowNanos);
        }
        carryData(engine, nowNanos);
      }
      case DtlsState.Failed(var reason) -> fail("DTLS " + reason);
      case DtlsState.Closed _ -> fail("DTLS closed by the server");
    }
  }

  private void flushDtls(DtlsEngine engine) {
    InetSocketAddress to = ice.selected();
    for (Optional<byte[]> out = engine.poll(); out.isPresent(); out = engine.poll()) {
      if (to != null) {
        transmit(ByteBuffer.wrap(out.get()), to);
      }
    }
  }

  private void secured(DtlsState.Finished finished, long nowNanos) {
    reached("secured", nowNanos);
    sender = SrtpSender.of(srtp, finished.srtpKeys());
    receiver = SrtpReceiver.of(srtp, finished.srtpKeys());
    playStartNanos = nowNanos;
    SctpAssociation data = new SctpAssociation(SctpConfig.defaults(), random, dtlsClient);
    data.connect(nowNanos);
    data.open("_reliable", true, -1, nowNanos);
    data.open("_lossy", false, 0, nowNanos);
    data.open("_data_track", false, 0, nowNanos);
    association = data;
  }

  private void carryData(DtlsEngine engine, long nowNanos) {
    SctpAssociation data = association;
    if (data == null) {
      return;
    }
    for (Optional<byte[]> in = engine.pollApplicationData();
        in.isPresent();
        in = engine.pollApplicationData()) {
      data.receive(in.get(), nowNanos);
    }
    for (var event = data.pollEvent(); event.isPresent(); event = data.pollEvent()) {
      switch (event.get()) {
        case SctpEvent.ChannelOpened _ -> {
          openChannels++;
          reached("channel", nowNanos);
        }
        case SctpEvent.MessageReceived message -> messages.merge(message.label(), 1L, Long::sum);
        case SctpEvent.Aborted(var reason) -> fail("SCTP " + reason);
        case SctpEvent.Connected _, SctpEvent.ChannelClosed _ -> {}
      }
    }
    for (Optional<byte[]> out = data.poll(nowNanos); out.isPresent(); out = data.poll(nowNanos)) {
      engine.sendApplicationData(out.get());
    }
    flushDtls(engine);
  }

  // --- media ------------------------------------------------------------------------------------

  private void receiveSrtp(MemorySegment segment, ByteBuffer bytes, long nowNanos) {
    SrtpReceiver open = receiver;
    if (open == null) {
      return;
    }
    int type = bytes.get(1) & 0xff;
    if (type >= 192 && type < 224) {
      int length = open.unprotectRtcp(segment, 0, bytes.limit(), plainSegment, 0);
      if (length > 0) {
        Rtcp.read(plain.clear().limit(length), new RtcpHandler(nowNanos));
      } else {
        undecryptable++;
      }
      return;
    }
    if (!publishes && options.loss() > 0 && random.nextDouble() < options.loss()) {
      thrownAway++;
      return;
    }
    int length = open.unprotectRtp(segment, 0, bytes.limit(), plainSegment, 0);
    if (length < 12) {
      undecryptable++;
      return;
    }
    receiveRtp(plain.clear().limit(length), nowNanos);
  }

  private void receiveRtp(ByteBuffer packet, long nowNanos) {
    int length = packet.limit();
    int ssrc = packet.getInt(8);
    int payload = 12 + 4 * (packet.get(0) & 0xf);
    if ((packet.get(0) & 0x10) != 0) {
      payload += 4 + 4 * (packet.getShort(payload + 2) & 0xffff);
    }
    boolean repair = (packet.get(1) & 0x7f) == Offer.VP8_RTX;
    boolean padded = (packet.get(0) & 0x20) != 0;
    int content = length - payload - (padded ? packet.get(length - 1) & 0xff : 0);
    if (repair) {
      Integer original = repairs.get(ssrc);
      if (original != null && content >= 2) {
        int sequence = packet.getShort(payload) & 0xffff;
        streamOf(original, true).arrived(sequence, length, true, nowNanos);
      }
      return;
    }
    boolean video = (packet.get(1) & 0x7f) == Offer.VP8;
    ReceivedStream stream = streamOf(ssrc, video);
    stream.arrived(packet.getShort(2) & 0xffff, length, false, nowNanos);
    reached(video ? "first_video" : "first_audio", nowNanos);
    int stamp = length - PublishedStream.STAMP_BYTES;
    if (content >= PublishedStream.STAMP_BYTES && packet.getInt(stamp) == PublishedStream.STAMP) {
      latencies.add(video, nowNanos - packet.getLong(stamp + 4));
    }
  }

  private ReceivedStream streamOf(int ssrc, boolean video) {
    return received.computeIfAbsent(
        ssrc,
        _ -> {
          Answer.Stream known = announced.get(ssrc);
          return new ReceivedStream(ssrc, known == null ? "" : known.mid(), video);
        });
  }

  private final class RtcpHandler implements Rtcp.Handler {
    private final long nowNanos;

    RtcpHandler(long nowNanos) {
      this.nowNanos = nowNanos;
    }

    @Override
    public void nacked(int ssrc, int sequence) {
      for (PublishedStream stream : published) {
        if (stream.ssrc == ssrc) {
          int header = stream.repair(sealed.clear(), sequence);
          if (header > 0) {
            sendSealed(header);
          }
        }
      }
    }

    @Override
    public void keyFrameWanted(int ssrc) {
      for (PublishedStream stream : published) {
        if (stream.ssrc == ssrc) {
          stream.wantKeyFrame();
        }
      }
    }

    @Override
    public void senderReport(int ssrc, int middleOfNtp) {
      ReceivedStream stream = received.get(ssrc);
      if (stream != null) {
        stream.senderReport(middleOfNtp, nowNanos);
      }
    }
  }

  /// Encrypts the packet that stands in `sealed`, whose payload is in its final place.
  private void sendSealed(int header) {
    SrtpSender protect = sender;
    InetSocketAddress to = ice.selected();
    if (protect == null || to == null) {
      return;
    }
    int payload = sealed.position() - header;
    int length =
        protect.protectRtp(
            sealedSegment, 0, header, sealedSegment, header, payload, sealedSegment, 0);
    if (length > 0) {
      transmit(sealed.clear().limit(length), to);
    }
  }

  /// Sends what is due. Returns how many packets went.
  int play(long nowNanos) {
    if (sender == null) {
      return 0;
    }
    int sent = 0;
    for (Playback playback : playbacks) {
      while (playStartNanos + playback.dueNanos() - nowNanos <= 0) {
        playNext(playback, nowNanos);
        sent++;
      }
    }
    return sent;
  }

  private void playNext(Playback playback, long nowNanos) {
    Schedule.Entry entry = playback.schedule.entries().get(playback.next);
    long due = playback.dueNanos();
    if (++playback.next == playback.schedule.entries().size()) {
      playback.next = 0;
      playback.loop++;
    }
    PublishedStream stream = playback.streams.get(entry.layer());
    if (stream == null) {
      return;
    }
    int time = rtpTime(due, playback.clock);
    if (!stream.video) {
      // Whole packets of 20 ms, whatever the jitter of the original's sending was.
      time = Math.max(playback.lastTime + 960, Math.round(time / 960f) * 960);
      playback.lastTime = time;
    }
    sendSealed(stream.write(sealed.clear(), entry, time, nowNanos));
  }

  private static int rtpTime(long nanos, int clock) {
    return (int) (nanos / 1000 * clock / 1_000_000);
  }

  /// Timers of all kinds; called each few milliseconds.
  void tick(long nowNanos, long unixMillis) {
    ice.tick(nowNanos);
    DtlsEngine engine = dtls;
    SctpAssociation data = association;
    if (engine != null) {
      if (engine.deadlineNanos() - nowNanos <= 0) {
        engine.handleTimeout(nowNanos);
        afterDtls(engine, nowNanos);
      }
      if (data != null && publishes && options.data() && nextMessageNanos - nowNanos <= 0) {
        nextMessageNanos = nowNanos + MESSAGE_NANOS;
        sendMessage(data, "_reliable", true, nowNanos);
        sendMessage(data, "_lossy", false, nowNanos);
        carryData(engine, nowNanos);
      }
      if (data != null && data.deadlineNanos() - nowNanos <= 0) {
        data.handleTimeout(nowNanos);
        carryData(engine, nowNanos);
      }
    }
    if (!milestones.isEmpty() && nextPingNanos - nowNanos <= 0) {
      nextPingNanos = nowNanos + PING_NANOS;
      Ping ping = Ping.newBuilder().setTimestamp(unixMillis).build();
      signal.send(SignalRequest.newBuilder().setPingReq(ping).build());
    }
    if (sender != null) {
      feedback(nowNanos, unixMillis);
    }
  }

  private void sendMessage(SctpAssociation data, String label, boolean numbered, long nowNanos) {
    byte[] noise = new byte[MESSAGE_BYTES];
    random.nextBytes(noise);
    long sequence = messages.getOrDefault(label, 0L) + 1;
    DataPacket.Builder packet =
        DataPacket.newBuilder()
            .setSequence(numbered ? (int) sequence : 0)
            .setUser(UserPacket.newBuilder().setPayload(ByteString.copyFrom(noise)));
    if (data.send(label, packet.build().toByteArray(), true, nowNanos)
        instanceof SendResult.Queued) {
      messages.put(label, sequence);
    }
  }

  private void feedback(long nowNanos, long unixMillis) {
    for (ReceivedStream stream : received.values()) {
      List<Integer> wanted = stream.video ? stream.toAsk(nowNanos) : List.of();
      if (!wanted.isEmpty()) {
        Rtcp.nack(plain.clear(), OWN_SSRC, stream.ssrc, wanted);
        sendRtcp();
      }
    }
    if (nextReportNanos - nowNanos > 0) {
      return;
    }
    nextReportNanos = nowNanos + SECOND;
    plain.clear();
    for (PublishedStream stream : published) {
      if (stream.packets() > 0) {
        int clock = stream.video ? 90_000 : 48_000;
        stream.senderReport(plain, unixMillis, rtpTime(nowNanos - playStartNanos, clock));
      }
    }
    if (!received.isEmpty()) {
      Rtcp.receiverReport(plain, OWN_SSRC, received.values(), nowNanos);
      Rtcp.remb(plain, OWN_SSRC, CEILING_BPS, received.keySet().stream().limit(100).toList());
    }
    if (plain.position() > 0) {
      sendRtcp();
    }
  }

  /// Encrypts and sends the RTCP that stands in `plain`.
  private void sendRtcp() {
    SrtpSender protect = sender;
    InetSocketAddress to = ice.selected();
    if (protect == null || to == null) {
      return;
    }
    int length = protect.protectRtcp(plainSegment, 0, plain.position(), sealedSegment, 0);
    if (length > 0) {
      transmit(sealed.clear().limit(length), to);
    }
  }

  // --- results ----------------------------------------------------------------------------------

  /// Whether every stream that the options promise has begun to arrive.
  boolean receivesAll() {
    long audios = received.values().stream().filter(s -> s.started() && !s.video).count();
    long videos = received.values().stream().filter(s -> s.started() && s.video).count();
    return audios >= (options.audio() ? options.publishers() : 0)
        && videos >= (options.video() ? options.publishers() : 0);
  }

  void restartCounting(long nowNanos) {
    received.values().forEach(stream -> stream.restart(nowNanos));
    if (!publishes) {
      messages.clear();
    }
  }

  java.util.Collection<ReceivedStream> received() {
    return received.values();
  }

  Map<String, Object> report(long nowNanos) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("identity", identity);
    map.put("role", publishes ? "publisher" : "subscriber");
    if (!failure.isEmpty()) {
      map.put("failure", failure);
    }
    Map<String, Object> times = new LinkedHashMap<>();
    milestones.forEach((name, nanos) -> times.put(name, nanos / 1e6));
    map.put("milliseconds_from_dial", times);
    map.put("data_channels", openChannels);
    map.put("messages", messages);
    map.put("ice_unanswered", ice.unanswered());
    map.put("undecryptable", undecryptable);
    if (publishes) {
      map.put("sent", published.stream().map(PublishedStream::report).toList());
    } else {
      map.put("thrown_away", thrownAway);
      map.put(
          "received",
          received.values().stream()
              .map(s -> s.report(nowNanos, trackOfMid.getOrDefault(s.mid, "")))
              .toList());
    }
    return map;
  }
}

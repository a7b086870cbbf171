package io.rapat.signal.room;

import com.google.protobuf.UnknownFieldSet;
import io.rapat.signal.data.DataTrackPacket;
import io.rapat.signal.room.DataState.DataTrack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.DataTrackInfo;
import livekit.LivekitRtc.DataTrackSubscriberHandles;
import livekit.LivekitRtc.DataTrackSubscriberHandles.PublishedDataTrack;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.PublishDataTrackResponse;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.RequestResponse.Reason;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.UnpublishDataTrackRequest;
import livekit.LivekitRtc.UnpublishDataTrackResponse;
import livekit.LivekitRtc.UpdateDataSubscription;

/// Data tracks: named streams of small packets, each under a handle of its publisher and, for each
/// subscriber, under one of the subscriber's.
final class DataTracks {

  private static final int MOST_TRACKS = 32;
  private static final int MOST_UPDATES = 1000;
  private static final int LONGEST_NAME = 256;
  private static final int LAST_HANDLE = 0xFFFF;
  private static final int LONGEST_PACKET = 64 * 1024;

  // Newer than the published messages: frame encoding and schema, in request and info.
  private static final int[] REQUEST_FIELDS = {4, 5};
  private static final int[] INFO_FIELDS = {5, 6};

  private final Room room;

  DataTracks(Room room) {
    this.room = room;
  }

  void publish(Participant publisher, PublishDataTrackRequest request) {
    Optional<Reason> fault = fault(publisher, request);
    if (fault.isPresent()) {
      room.out.send(
          publisher,
          SignalResponse.newBuilder()
              .setRequestResponse(
                  RequestResponse.newBuilder()
                      .setReason(fault.get())
                      .setPublishDataTrack(request)));
      return;
    }
    DataTrackInfo info = info(request);
    DataTrack track = new DataTrack(publisher, info);
    publisher.data.published.put(request.getPubHandle(), track);
    publisher.isPublisher = true;
    room.out.send(
        publisher,
        SignalResponse.newBuilder()
            .setPublishDataTrackResponse(PublishDataTrackResponse.newBuilder().setInfo(info)));
    room.announcements.changed(publisher);
    room.roster.all().forEach(one -> reconcile(one, track));
  }

  private static Optional<Reason> fault(Participant publisher, PublishDataTrackRequest request) {
    if (!publisher.permission.getCanPublishData()) {
      return Optional.of(Reason.NOT_ALLOWED);
    }
    if (request.getPubHandle() < 1 || request.getPubHandle() > LAST_HANDLE) {
      return Optional.of(Reason.INVALID_HANDLE);
    }
    if (request.getName().isEmpty() || request.getName().length() > LONGEST_NAME) {
      return Optional.of(Reason.INVALID_NAME);
    }
    Map<Integer, DataTrack> present = publisher.data.published;
    if (present.containsKey(request.getPubHandle())) {
      return Optional.of(Reason.DUPLICATE_HANDLE);
    }
    if (present.values().stream().anyMatch(one -> one.info().getName().equals(request.getName()))) {
      return Optional.of(Reason.DUPLICATE_NAME);
    }
    return present.size() >= MOST_TRACKS ? Optional.of(Reason.LIMIT_EXCEEDED) : Optional.empty();
  }

  private DataTrackInfo info(PublishDataTrackRequest request) {
    UnknownFieldSet.Builder newer = UnknownFieldSet.newBuilder();
    for (int i = 0; i < REQUEST_FIELDS.length; i++) {
      if (request.getUnknownFields().hasField(REQUEST_FIELDS[i])) {
        newer.addField(INFO_FIELDS[i], request.getUnknownFields().getField(REQUEST_FIELDS[i]));
      }
    }
    return DataTrackInfo.newBuilder()
        .setPubHandle(request.getPubHandle())
        .setSid(room.ids.sid("DTR_"))
        .setName(request.getName())
        .setEncryption(request.getEncryption())
        .setUnknownFields(newer.build())
        .build();
  }

  void unpublish(Participant publisher, UnpublishDataTrackRequest request) {
    DataTrack track = publisher.data.published.remove(request.getPubHandle());
    if (track == null) {
      room.out.send(
          publisher,
          SignalResponse.newBuilder()
              .setRequestResponse(
                  RequestResponse.newBuilder()
                      .setReason(Reason.NOT_FOUND)
                      .setUnpublishDataTrack(request)));
      return;
    }
    room.announcements.changed(publisher);
    withdraw(track);
    sendUnpublished(track);
  }

  /// The permission is gone.
  void revokeAll(Participant publisher) {
    List<DataTrack> all = List.copyOf(publisher.data.published.values());
    publisher.data.published.clear();
    for (DataTrack track : all) {
      withdraw(track);
      sendUnpublished(track);
    }
  }

  /// The participant is gone, as publisher and as subscriber.
  void dropAll(Participant participant) {
    participant.data.published.values().forEach(this::withdraw);
    participant.data.published.clear();
    participant.data.handles.clear();
  }

  private void sendUnpublished(DataTrack track) {
    room.out.send(
        track.owner(),
        SignalResponse.newBuilder()
            .setUnpublishDataTrackResponse(
                UnpublishDataTrackResponse.newBuilder().setInfo(track.info())));
  }

  private void withdraw(DataTrack track) {
    for (Participant one : room.roster.everyone()) {
      one.data.handles.remove(track.info().getSid());
      one.data.wishes.remove(track.info().getSid());
    }
  }

  /// A client subscribes or unsubscribes.
  void update(Participant subscriber, UpdateDataSubscription request) {
    if (request.getUpdatesCount() > MOST_UPDATES) {
      return;
    }
    for (UpdateDataSubscription.Update update : request.getUpdatesList()) {
      find(update.getTrackSid())
          .ifPresent(track -> {
            subscriber.data.wishes.put(update.getTrackSid(), update.getSubscribe());
            reconcile(subscriber, track);
          });
    }
  }

  private Optional<DataTrack> find(String sid) {
    return room.roster.everyone().stream()
        .flatMap(one -> one.data.published.values().stream())
        .filter(track -> track.info().getSid().equals(sid))
        .findFirst();
  }

  /// A participant came in or is back.
  void resumed(Participant subscriber) {
    for (Participant other : room.roster.all()) {
      List.copyOf(other.data.published.values()).forEach(track -> reconcile(subscriber, track));
    }
    if (!subscriber.data.handles.isEmpty()) {
      sendHandles(subscriber);
    }
  }

  private void reconcile(Participant subscriber, DataTrack track) {
    String sid = track.info().getSid();
    boolean wanted =
        subscriber != track.owner()
            && subscriber.permission.getCanSubscribe()
            && !track.owner().isHidden()
            && subscriber.data.wishes.getOrDefault(sid, subscriber.join.autoSubscribeDataTracks());
    boolean present = subscriber.data.handles.containsKey(sid);
    if (wanted && !present) {
      subscriber.data.handles.put(sid, nextHandle(subscriber));
      sendHandles(subscriber);
    } else if (!wanted && present) {
      subscriber.data.handles.remove(sid);
      sendHandles(subscriber);
    }
  }

  private static int nextHandle(Participant subscriber) {
    DataState data = subscriber.data;
    while (data.handles.containsValue(data.nextHandle)) {
      data.nextHandle = data.nextHandle % LAST_HANDLE + 1;
    }
    int handle = data.nextHandle;
    data.nextHandle = data.nextHandle % LAST_HANDLE + 1;
    return handle;
  }

  /// Always the whole map.
  private void sendHandles(Participant subscriber) {
    DataTrackSubscriberHandles.Builder handles = DataTrackSubscriberHandles.newBuilder();
    subscriber.data.handles.forEach((sid, handle) ->
        find(sid)
            .ifPresent(track ->
                handles.putSubHandles(
                    handle,
                    PublishedDataTrack.newBuilder()
                        .setPublisherIdentity(track.owner().identity())
                        .setPublisherSid(track.owner().sid)
                        .setTrackSid(sid)
                        .build())));
    room.out.send(subscriber, SignalResponse.newBuilder().setDataTrackSubscriberHandles(handles));
  }

  /// A packet of a data track came.
  void received(Participant publisher, byte[] packet) {
    DataTrack track = publisher.data.published.get(DataTrackPacket.handle(packet));
    if (track == null || packet.length > LONGEST_PACKET) {
      return;
    }
    String sid = track.info().getSid();
    for (Participant one : room.roster.everyone()) {
      Integer handle = one.data.handles.get(sid);
      if (handle != null && one.dataLink().connected) {
        room.packets.send(one, PeerLink.DATA_TRACK, DataTrackPacket.withHandle(packet, handle));
      }
    }
  }
}

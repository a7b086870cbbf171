package io.rapat.app.meeting;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Brings a running room under what the database says. Called after each commit that matters, and
/// when a connection was opened, so that a room opened after a restart is under it too.
///
/// Reading and handing over happen under one lock per room: an older state never overwrites a newer
/// one.
@Component
class Steering {
  private static final int LOCKS = 64;

  private final Meetings meetings;
  private final Attendees attendees;
  private final LiveRooms rooms;
  private final Pulses pulses;
  private final JsonMapper json;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  Steering(
      Meetings meetings, Attendees attendees, LiveRooms rooms, Pulses pulses, JsonMapper json) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.rooms = rooms;
    this.pulses = pulses;
    this.json = json;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /// Applies the present state; wakes those who wait.
  void apply(MeetingCode code) {
    ReentrantLock lock = locks[Math.floorMod(code.hashCode(), LOCKS)];
    lock.lock();
    try {
      Optional<Meeting> meeting = meetings.find(code);
      if (meeting.isEmpty() || meeting.get().ended()) {
        rooms.end(code.value());
      } else {
        rooms.govern(rules(meeting.get()));
      }
    } finally {
      lock.unlock();
    }
    pulses.beat(code);
  }

  private RoomRules rules(Meeting meeting) {
    Map<String, RoomRules.Participant> participants = new HashMap<>();
    for (Attendee one : attendees.admitted(meeting.code())) {
      participants.put(one.identity(), rules(meeting, one, one.role()));
    }
    return new RoomRules(meeting.code().value(), metadata(meeting), participants);
  }

  static RoomRules.Participant rules(Meeting meeting, Attendee attendee, Role role) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("rapat.role", role.name());
    attendee
        .hand()
        .ifPresent(since -> attributes.put("rapat.hand", Long.toString(since.toEpochMilli())));
    if (attendee.person().isPresent()) {
      attributes.put("rapat.account", "1");
    }
    return new RoomRules.Participant(
        Admission.permit(role, meeting.controls().rights(), meeting.controls().suspended()),
        attributes);
  }

  String metadata(Meeting meeting) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("v", 1);
    metadata.put("access", meeting.controls().access());
    metadata.put("locked", meeting.controls().locked());
    metadata.put("suspended", meeting.controls().suspended());
    metadata.put("rights", meeting.controls().rights());
    metadata.put("spotlight", meeting.controls().spotlight().orElse(null));
    metadata.put("waiting", attendees.waiting(meeting.code()).size());
    return json.writeValueAsString(metadata);
  }

  /// Whether somebody is in whose hands the meeting is.
  boolean hosted(MeetingCode code) {
    Set<String> present = rooms.present(code.value());
    return !present.isEmpty()
        && attendees.admitted(code).stream()
            .anyMatch(one -> one.role().isHost() && present.contains(one.identity()));
  }

  /// Announces something to people in the room.
  void tell(MeetingCode code, Set<String> identities, Map<String, Object> notice) {
    if (!identities.isEmpty()) {
      rooms.tell(code.value(), identities, json.writeValueAsString(notice));
    }
  }
}

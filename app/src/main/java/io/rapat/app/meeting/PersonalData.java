package io.rapat.app.meeting;

import io.rapat.app.account.People;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonErasure;
import io.rapat.app.account.PersonExport;
import io.rapat.app.account.PersonId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What meetings keep of a person: shown on request, and gone with the account. Its meetings go
/// too; invitees aren't told, since a mail would name who is to be forgotten.
@Component
class PersonalData implements PersonErasure, PersonExport {
  private final Meetings meetings;
  private final Attendees attendees;
  private final ChatHistory chat;
  private final People people;
  private final LiveRooms rooms;

  PersonalData(
      Meetings meetings, Attendees attendees, ChatHistory chat, People people, LiveRooms rooms) {
    this.meetings = meetings;
    this.attendees = attendees;
    this.chat = chat;
    this.people = people;
    this.rooms = rooms;
  }

  @Override
  public void erase(PersonId id) {
    for (Attendee one : attendees.of(id)) {
      chat.erase(one.meeting().value(), one.identity());
    }
    for (Meeting meeting : meetings.ownedBy(id)) {
      rooms.end(meeting.code().value());
      chat.eraseAll(meeting.code().value());
      meetings.delete(meeting.code());
    }
    attendees.anonymise(id);
    people.find(id).map(Person::email).ifPresent(meetings::forgetInvitee);
  }

  @Override
  public Map<String, Object> export(PersonId id) {
    Map<String, Object> export = new LinkedHashMap<>();
    export.put("meetings", meetings.ownedBy(id).stream().map(this::exported).toList());
    List<String> invited =
        people.find(id).map(Person::email).map(meetings::invitedTo).orElse(List.of());
    export.put("invitations", invited);
    export.put("joins", attendees.of(id).stream().map(this::exported).toList());
    return export;
  }

  private Map<String, Object> exported(Meeting meeting) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("code", meeting.code().value());
    one.put("title", meeting.title());
    one.put("createdAt", meeting.createdAt().toString());
    one.put("personal", meeting.personal());
    Optional<Meeting.Schedule> when = meeting.schedule();
    when.ifPresent(schedule -> {
      one.put("start", schedule.start().toString());
      one.put("zone", schedule.zone().getId());
      one.put("durationMinutes", schedule.duration().toMinutes());
      one.put("invitees", meetings.invitees(meeting.code()));
    });
    return one;
  }

  private Map<String, Object> exported(Attendee attendee) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("meeting", attendee.meeting().value());
    one.put("name", attendee.name());
    one.put("askedAt", attendee.askedAt().toString());
    one.put("role", attendee.role().name());
    one.put(
        "messages",
        chat.writtenBy(attendee.meeting().value(), attendee.identity()).stream()
            .map(message -> Map.of("sentAt", message.sentAt().toString(), "text", message.text()))
            .toList());
    return one;
  }
}

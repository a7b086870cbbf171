package io.rapat.app.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Meetings as JSON. What isn't so for a meeting is left out.
final class Views {
  private Views() {}

  /// What a meeting is at this moment.
  enum State {
    OPEN,
    NOT_STARTED,
    ENDED
  }

  /// @param mine whether it belongs to whoever asks
  /// @param hosted whether a host is in it
  /// @param invitees for its owner alone
  /// @param hostKey for the guest who started it, once
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MeetingView(
      String code,
      String url,
      Instant createdAt,
      String title,
      boolean passcodeNeeded,
      Access access,
      boolean personal,
      boolean mine,
      State state,
      boolean hosted,
      @Nullable Instant start,
      @Nullable String zone,
      @Nullable Long durationMinutes,
      @Nullable List<String> invitees,
      @Nullable String hostKey) {

    static MeetingView of(Meeting meeting, boolean mine, boolean hosted, Instant now) {
      Optional<Meeting.Schedule> when = meeting.schedule();
      return new MeetingView(
          meeting.code().value(),
          path(meeting.code()),
          meeting.createdAt(),
          meeting.title(),
          meeting.passcodeHash().isPresent(),
          meeting.controls().access(),
          meeting.personal(),
          mine,
          stateOf(meeting, hosted, now),
          hosted,
          when.map(Meeting.Schedule::start).orElse(null),
          when.map(one -> one.zone().getId()).orElse(null),
          when.map(one -> one.duration().toMinutes()).orElse(null),
          null,
          null);
    }

    MeetingView withInvitees(List<String> emails) {
      return with(emails, hostKey);
    }

    MeetingView withHostKey(String key) {
      return with(invitees, key);
    }

    private MeetingView with(@Nullable List<String> emails, @Nullable String key) {
      return new MeetingView(
          code,
          url,
          createdAt,
          title,
          passcodeNeeded,
          access,
          personal,
          mine,
          state,
          hosted,
          start,
          zone,
          durationMinutes,
          emails,
          key);
    }
  }

  static String path(MeetingCode code) {
    return "/m/" + code.value();
  }

  private static State stateOf(Meeting meeting, boolean hosted, Instant now) {
    if (meeting.ended()) {
      return State.ENDED;
    }
    boolean early = meeting.schedule().filter(when -> when.start().isAfter(now)).isPresent();
    return early && !hosted ? State.NOT_STARTED : State.OPEN;
  }

  record MeetingsView(MeetingView personal, List<MeetingView> upcoming, List<MeetingView> recent) {}

  /// What became of a wish to come in.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record JoinView(
      String state,
      @Nullable String token,
      @Nullable String url,
      @Nullable String identity,
      @Nullable Role role,
      @Nullable Long chatRetentionHours,
      @Nullable String ticket,
      @Nullable Instant expiresAt,
      @Nullable Boolean hosted) {

    static JoinView admitted(Lobby.Outcome.Admitted one) {
      return new JoinView(
          "ADMITTED",
          one.token(),
          "",
          one.identity(),
          one.role(),
          one.chatRetentionHours(),
          null,
          null,
          null);
    }

    static JoinView waiting(Lobby.Outcome.Waiting one, boolean hosted) {
      return new JoinView(
          "WAITING", null, null, null, null, null, one.ticket(), one.expiresAt(), hosted);
    }

    static JoinView over(Lobby.Outcome.Over one) {
      return new JoinView(one.state(), null, null, null, null, null, null, null, null);
    }
  }

  record WaitingView(String id, String name, Instant since, boolean signedIn) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RoomView(
      Role role,
      Access access,
      boolean locked,
      boolean passcodeSet,
      boolean suspended,
      Rights rights,
      @Nullable String spotlight,
      @Nullable List<WaitingView> waiting) {}

  /// One message; `recipients` are identities, left out when it was for everybody.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record MessageView(
      String id,
      long sentAt,
      String senderIdentity,
      String senderName,
      String text,
      @Nullable List<String> recipients) {

    static MessageView of(ChatMessage message) {
      return new MessageView(
          message.id(),
          message.sentAt().toEpochMilli(),
          message.senderIdentity(),
          message.senderName(),
          message.text(),
          message.recipients().isEmpty() ? null : message.recipients().stream().sorted().toList());
    }
  }

  record MessagesView(List<MessageView> messages) {}

  /// A changed right by its name; the others stay.
  static Rights change(Rights rights, Map<String, Boolean> changes) {
    return new Rights(
        changes.getOrDefault("share", rights.share()),
        changes.getOrDefault("chat", rights.chat()),
        changes.getOrDefault("privateChat", rights.privateChat()),
        changes.getOrDefault("unmute", rights.unmute()),
        changes.getOrDefault("video", rights.video()),
        changes.getOrDefault("reactions", rights.reactions()));
  }
}

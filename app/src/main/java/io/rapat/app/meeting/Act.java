package io.rapat.app.meeting;

/// What hosts do in a meeting.
enum Act {
  /// Anything about the meeting as a whole: its access, lock and rights, letting people in, muting
  /// all, suspending, ending.
  STEER(false),
  MUTE(false),
  STOP_VIDEO(false),
  ASK_UNMUTE(false),
  LOWER_HAND(false),
  REMOVE(true),
  SEND_TO_WAITING_ROOM(true),
  CHANGE_ROLE(true);

  private final boolean sparesHosts;

  Act(boolean sparesHosts) {
    this.sparesHosts = sparesHosts;
  }

  /// Whether nobody may do it to the meeting's host.
  boolean sparesHosts() {
    return sparesHosts;
  }
}

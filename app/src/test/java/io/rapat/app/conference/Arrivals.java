package io.rapat.app.conference;

import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitWebhook.WebhookEvent;
import org.springframework.context.ApplicationContext;

/// Lets people come and go without media.
public final class Arrivals {
  private Arrivals() {}

  public static void arrive(ApplicationContext context, String room, String identity) {
    happen(context, room, identity, "participant_joined");
  }

  public static void leave(ApplicationContext context, String room, String identity) {
    happen(context, room, identity, "participant_left");
  }

  private static void happen(
      ApplicationContext context, String room, String identity, String event) {
    context
        .getBean(Presence.class)
        .happened(
            room,
            WebhookEvent.newBuilder()
                .setEvent(event)
                .setParticipant(ParticipantInfo.newBuilder().setIdentity(identity))
                .build(),
            false);
  }
}

package messaging.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import messaging.presence.PresenceChanged;
import messaging.presence.TypingStarted;

/** Delivers presence and typing, which are never stored, to the other participants. */
@ApplicationScoped
class PresenceDelivery {
    private Hub hub;

    /** For CDI's proxy. */
    protected PresenceDelivery() {}

    @Inject
    PresenceDelivery(Hub hub) {
        this.hub = hub;
    }

    void presenceChanged(@Observes PresenceChanged event) {
        var frame = new ServerFrames.Presence(
                ServerFrames.Presence.TYPE, event.user(), event.online() ? "online" : "offline");
        hub.sendToAll(event.conversations(), event.user(), OutboundFrame.of(ServerFrames.Presence.TYPE, frame));
    }

    void typingStarted(@Observes TypingStarted event) {
        var frame = new ServerFrames.Typing(ServerFrames.Typing.TYPE, event.conversation(), event.user());
        hub.send(event.conversation(), event.user(), OutboundFrame.of(ServerFrames.Typing.TYPE, frame));
    }
}

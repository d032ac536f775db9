package messaging.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A notification from one replica to the others, encoded as one JSON object. It contains no message text: the receiving
 * replica reads stored data from the database. The kinds and the names of the properties must stay readable by the previous
 * version, which runs beside this one during a rolling update; a replica ignores kinds and properties that it does not know.
 *
 * <p>The ID of the sending replica is a random one, chosen when it starts.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "reached", value = ClusterMessage.VersionReached.class),
    @JsonSubTypes.Type(name = "joined", value = ClusterMessage.ParticipantAdded.class),
    @JsonSubTypes.Type(name = "read", value = ClusterMessage.ReadReceiptAdvanced.class),
    @JsonSubTypes.Type(name = "inbox", value = ClusterMessage.InboxChanged.class),
    @JsonSubTypes.Type(name = "typing", value = ClusterMessage.UserTyping.class),
    @JsonSubTypes.Type(name = "judge", value = ClusterMessage.SessionsRevoked.class),
    @JsonSubTypes.Type(name = "came", value = ClusterMessage.UserConnected.class),
    @JsonSubTypes.Type(name = "left", value = ClusterMessage.UserDisconnected.class),
    @JsonSubTypes.Type(name = "present", value = ClusterMessage.ConnectedUsers.class),
    @JsonSubTypes.Type(name = "who", value = ClusterMessage.ConnectedUsersRequested.class)
})
public sealed interface ClusterMessage {
    /** Returns the ID of the replica that sent the message. */
    String replica();

    /**
     * A conversation has reached a version.
     *
     * @param user ID of the sender, if the change is a message that advanced the sender's read pointer; null otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionReached(@JsonProperty("server") String replica, long conversation, long version, Long user)
            implements ClusterMessage {
        /** Returns the user whose inbox state has changed with the conversation. */
        public Optional<Long> inboxOwner() {
            // Earlier versions send 0 for none.
            return Optional.ofNullable(user).filter(id -> id > 0);
        }
    }

    /** A user was added to a conversation that existed before. */
    record ParticipantAdded(@JsonProperty("server") String replica, long conversation) implements ClusterMessage {}

    /**
     * A participant has read up to a message.
     *
     * @param firstSeq number of the first message that the receipt covers
     * @param seq number of the last message that it covers
     */
    record ReadReceiptAdvanced(
            @JsonProperty("server") String replica, long conversation, long user, long firstSeq, long seq, Instant at)
            implements ClusterMessage {
        /** Replaces the 0 that early versions sent in place of the first message's number. */
        public ReadReceiptAdvanced {
            firstSeq = Math.max(1, firstSeq);
        }
    }

    /** A user's own state of a conversation has changed. */
    record InboxChanged(@JsonProperty("server") String replica, long conversation, long user)
            implements ClusterMessage {}

    /** A participant is typing. */
    record UserTyping(@JsonProperty("server") String replica, long conversation, long user) implements ClusterMessage {}

    /** Sessions have ended: each replica must check the sessions of its connections. */
    record SessionsRevoked(@JsonProperty("server") String replica) implements ClusterMessage {}

    /** A user has opened the first connection to the replica. */
    record UserConnected(
            @JsonProperty("server") String replica,
            long user,
            @JsonProperty("ids") List<Long> conversations) implements ClusterMessage {
        /** Copies the list. */
        public UserConnected {
            conversations = copy(conversations);
        }
    }

    /** A user's last connection to the replica has ended. */
    record UserDisconnected(
            @JsonProperty("server") String replica,
            long user,
            @JsonProperty("ids") List<Long> conversations) implements ClusterMessage {
        /** Copies the list. */
        public UserDisconnected {
            conversations = copy(conversations);
        }
    }

    /** All users who are connected to the replica. */
    record ConnectedUsers(
            @JsonProperty("server") String replica,
            @JsonProperty("ids") List<Long> users) implements ClusterMessage {
        /** Copies the list. */
        public ConnectedUsers {
            users = copy(users);
        }
    }

    /** The replica has connected to the broker and requests the {@link ConnectedUsers} of the others. */
    record ConnectedUsersRequested(@JsonProperty("server") String replica) implements ClusterMessage {}

    // Earlier versions omit an empty list.
    private static List<Long> copy(List<Long> ids) {
        return ids == null ? List.of() : List.copyOf(ids);
    }
}

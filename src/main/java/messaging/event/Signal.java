package messaging.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What one server tells the others. It holds no data of a conversation: who hears of a change reads it from the database.
 *
 * @param kind what it is about; a server ignores what it does not know, as from a later version
 * @param server that tells it
 * @param conversation id of the conversation, or 0
 * @param version that the conversation has reached, or 0
 * @param user id of the account, or 0
 * @param seq number of a message, or 0
 * @param firstSeq number of the first message that a read receipt covers, or 0, as from an earlier version
 * @param at when, or null
 * @param ids of conversations or accounts
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Signal(
        String kind,
        String server,
        long conversation,
        long version,
        long user,
        long seq,
        long firstSeq,
        Instant at,
        List<Long> ids) {
    /** A conversation has reached a version; if there is a user, their own state of it changed with it. */
    static final String REACHED = "reached";
    /** Somebody joined a conversation. */
    static final String JOINED = "joined";
    /** Somebody has read up to a message. */
    static final String READ = "read";
    /** Somebody's own state of a conversation changed. */
    static final String INBOX = "inbox";
    /** Somebody is typing. */
    static final String TYPING = "typing";
    /** Sessions ended. */
    static final String JUDGE = "judge";
    /** Somebody is connected to the server now; ids are their conversations. */
    static final String CAME = "came";
    /** Somebody is not connected to the server any more; ids are their conversations. */
    static final String LEFT = "left";
    /** All who are connected to the server; ids are their accounts. */
    static final String PRESENT = "present";
    /** A server begins to listen and asks who is connected to the others. */
    static final String WHO = "who";

    /** Copies the ids. */
    Signal {
        ids = ids == null ? List.of() : List.copyOf(ids);
    }

    static Signal about(String kind, long conversation, long version) {
        return new Signal(kind, null, conversation, version, 0, 0, 0, null, List.of());
    }

    /**
     * A message was sent.
     *
     * @param reader the sender, if the message moved their read pointer; 0 otherwise
     */
    static Signal sent(long conversation, long version, long reader) {
        return new Signal(REACHED, null, conversation, version, reader, 0, 0, null, List.of());
    }

    static Signal of(String kind, long conversation, long user) {
        return new Signal(kind, null, conversation, 0, user, 0, 0, null, List.of());
    }

    static Signal of(String kind, long user, List<Long> ids) {
        return new Signal(kind, null, 0, 0, user, 0, 0, null, ids);
    }

    static Signal read(ReadView read) {
        return new Signal(
                READ, null, read.conversation(), 0, read.user(), read.seq(), read.firstSeq(), read.readAt(), List.of());
    }

    /** Returns the read receipt that the signal carries. */
    ReadView read() {
        return new ReadView(conversation, user, Math.max(1, firstSeq), seq, at);
    }

    Signal from(String sender) {
        return new Signal(kind, sender, conversation, version, user, seq, firstSeq, at, ids);
    }
}

package messaging.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import messaging.conversation.Conversation;
import messaging.conversation.History;
import messaging.conversation.Participant;
import messaging.idempotency.ClientId;
import messaging.paging.FoldedText;
import messaging.paging.Listing;
import messaging.paging.PageQuery;
import messaging.paging.Slice;

/** The messages in the database. */
@ApplicationScoped
public class Messages {
    private static final FoldedText CONTENT =
            FoldedText.of("contentFolded", "content").since("foldedRevision");

    /**
     * Messages are numbered in the order of their time and of their ids, so all three orders are the number's, which is
     * the table's own.
     */
    public static final Listing<Message> LISTING = Listing.of(Message.class)
            .search(CONTENT)
            .orderBy("id", "seq")
            .orderBy("seq", "seq")
            .orderBy("created_at", "seq")
            .order("updated_at")
            .orderBy("sender", "sender.id")
            .cursor("seq", Message::seq)
            .fetching("sender")
            .byDefault("-seq");

    /** Messages of several conversations. */
    static final Listing<Message> FEED = Listing.of(Message.class)
            .search(CONTENT)
            .order("id", "created_at")
            .unique("id")
            .fetching("sender")
            .byDefault("-id");

    /** The former words of one message; their order by time is that by number. */
    static final Listing<MessageRevision> REVISIONS = Listing.of(MessageRevision.class)
            .search(FoldedText.of("contentFolded", "content"))
            .order("revision")
            .orderBy("created_at", "revision")
            .unique("revision")
            .byDefault("-revision");

    @PersistenceContext
    private EntityManager entities;

    void add(MessageRevision former) {
        entities.persist(former);
    }

    /** A message that is not deleted and not before the first that somebody may see. */
    Optional<Message> find(long conversation, long id, long firstVisible) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.id = :id AND m.conversationId = :conversation AND m.deletedAt IS NULL
                        AND m.seq >= :first""", Message.class)
                .setParameter("id", id)
                .setParameter("conversation", conversation)
                .setParameter("first", firstVisible)
                .getResultStream()
                .findFirst();
    }

    /** The message that somebody's client gave an id, even if it is deleted. */
    Optional<Message> find(long conversation, long sender, ClientId clientId) {
        return entities.createQuery("""
                        SELECT m FROM Message m JOIN FETCH m.sender
                        WHERE m.conversationId = :conversation AND m.sender.id = :sender AND m.clientId = :clientId""", Message.class)
                .setParameter("conversation", conversation)
                .setParameter("sender", sender)
                .setParameter("clientId", clientId)
                .getResultStream()
                .findFirst();
    }

    /** The number of a message, even if it is deleted. */
    Optional<Long> seq(long conversation, long id) {
        return entities.createQuery(
                        "SELECT m.seq FROM Message m WHERE m.id = :id AND m.conversationId = :conversation", Long.class)
                .setParameter("id", id)
                .setParameter("conversation", conversation)
                .getResultStream()
                .findFirst();
    }

    /** Some messages of a conversation by their numbers, deleted ones too. */
    List<Message> bySeq(long conversation, Collection<Long> seqs) {
        return seqs.isEmpty()
                ? List.of()
                : entities.createQuery("""
                                SELECT m FROM Message m JOIN FETCH m.sender
                                WHERE m.conversationId = :conversation AND m.seq IN :seqs""", Message.class)
                        .setParameter("conversation", conversation)
                        .setParameter("seqs", seqs)
                        .getResultList();
    }

    /** The messages of a conversation from one on, or of these the replies to another. */
    Slice<Message> page(Conversation conversation, long firstVisible, Optional<Long> replyTo, PageQuery page) {
        Listing.Restriction<Message> restriction = (builder, query, root) -> {
            var all = new ArrayList<Predicate>();
            all.add(builder.equal(root.get("conversationId"), conversation.id()));
            all.add(builder.isNull(root.get("deletedAt")));
            if (firstVisible > 1) {
                all.add(builder.greaterThanOrEqualTo(root.<Long>get("seq"), firstVisible));
            }
            replyTo.ifPresent(id -> all.add(builder.equal(root.get("replyTo"), id)));
            return builder.and(all.toArray(Predicate[]::new));
        };
        return replyTo.isPresent()
                ? LISTING.page(entities, page, restriction)
                : LISTING.page(entities, page, restriction, () -> count(conversation, firstVisible));
    }

    /** The messages that name somebody, of all conversations that they are in, as far as they may see them. */
    Slice<Message> mentioning(long user, PageQuery page) {
        return FEED.page(
                entities,
                page,
                (builder, query, root) -> builder.and(
                        builder.isNull(root.get("deletedAt")),
                        root.get("id").in(visibleMentions(builder, query, user))));
    }

    /** All words that a message has had, the present ones among them. */
    Slice<RevisionView> history(Message message, PageQuery page) {
        var present = FEED.page(
                entities, page.within(1, 0), (builder, query, root) -> builder.equal(root.get("id"), message.id()));
        // The present words are the newest: first of the list downwards, last of it upwards.
        var first = page.isDescending() && page.offset() == 0 ? (int) present.count() : 0;
        var offset = page.isDescending() && page.offset() > 0 ? page.offset() - (int) present.count() : page.offset();
        var former = REVISIONS.page(
                entities,
                page.within(page.limit(), offset),
                (builder, query, root) -> builder.and(
                        builder.equal(root.get("conversationId"), message.conversationId()),
                        builder.equal(root.get("seq"), message.seq())));
        var count = former.count() + present.count();
        List<RevisionView> items = new ArrayList<>();
        if (first > 0) {
            items.add(RevisionView.present(message));
        }
        former.items().stream()
                .limit(page.limit() - first)
                .map(RevisionView::of)
                .forEach(items::add);
        if (!page.isDescending()
                && present.count() > 0
                && items.size() < page.limit()
                && (long) page.offset() + items.size() == former.count()) {
            items.add(RevisionView.present(message));
        }
        return new Slice<>(count, items);
    }

    /** Takes away all words that a message had before its last edit. */
    void removeHistory(Message message) {
        entities.createQuery("DELETE FROM MessageRevision r WHERE r.conversationId = :conversation AND r.seq = :seq")
                .setParameter("conversation", message.conversationId())
                .setParameter("seq", message.seq())
                .executeUpdate();
    }

    // The numbers have no gaps, so only the deleted ones are counted, in their own part of an index.
    private long count(Conversation conversation, long first) {
        if (first == 1) {
            return conversation.messageCount();
        }
        var deleted = entities.createQuery(
                        "SELECT COUNT(m) FROM Message m WHERE m.conversationId = :conversation AND m.deletedSeq >= :first",
                        Long.class)
                .setParameter("conversation", conversation.id())
                .setParameter("first", first)
                .getSingleResult();
        return conversation.lastSeq() - first + 1 - deleted;
    }

    // The messages that mention a user and that the user may see, by conversation: the user's own mentions and the few
    // that name no single user are two ranges of one index. Who may see what is what Conversation.firstVisibleSeq says
    // of one conversation.
    private static Subquery<Long> visibleMentions(CriteriaBuilder builder, CriteriaQuery<?> query, long user) {
        var messages = query.subquery(Long.class);
        var participant = messages.from(Participant.class);
        var conversation = messages.from(Conversation.class);
        var mention = messages.from(Mention.class);
        // Grouped, or MySQL 8.0 merges this query into the outer one and returns a message once for each mention in it.
        return messages.select(builder.max(mention.get("messageId")))
                .groupBy(mention.get("messageId"))
                .where(
                        builder.equal(participant.get("userId"), user),
                        builder.isNull(participant.get("removedAt")),
                        builder.equal(conversation.get("id"), participant.get("conversationId")),
                        builder.isNull(conversation.get("deletedAt")),
                        builder.equal(mention.get("conversationId"), participant.get("conversationId")),
                        builder.or(
                                builder.equal(conversation.get("history"), History.ALL),
                                isAfterJoining(builder, mention, participant)),
                        builder.or(
                                builder.equal(mention.get("userId"), user),
                                builder.and(
                                        builder.isNull(mention.get("userId")),
                                        isAfterJoining(builder, mention, participant),
                                        isAddressed(builder, messages, mention, user))));
    }

    private static Predicate isAfterJoining(CriteriaBuilder builder, Root<Mention> mention, Root<Participant> user) {
        return builder.greaterThan(mention.<Long>get("seq"), user.<Long>get("joinedSeq"));
    }

    // A mention of all addresses every participant who did not mute such mentions; one of those here, who was online.
    private static Predicate isAddressed(CriteriaBuilder builder, Subquery<?> query, Root<Mention> mention, long user) {
        var recipients = query.subquery(Long.class);
        var recipient = recipients.from(MentionRecipient.class);
        recipients
                .select(recipient.get("userId"))
                .where(
                        builder.equal(recipient.get("conversationId"), mention.get("conversationId")),
                        builder.equal(recipient.get("seq"), mention.get("seq")),
                        builder.equal(recipient.get("userId"), user));
        var muted = query.subquery(Long.class);
        var preference = muted.from(MentionPreference.class);
        muted.select(preference.get("userId"))
                .where(
                        builder.equal(preference.get("conversationId"), mention.get("conversationId")),
                        builder.equal(preference.get("userId"), user),
                        builder.isTrue(preference.get("mutesAllMentions")));
        return builder.and(
                builder.not(builder.exists(muted)),
                builder.or(builder.equal(mention.get("kind"), MentionKind.ALL), builder.exists(recipients)));
    }
}

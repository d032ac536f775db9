package messaging.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import messaging.conversation.ConversationChanges;
import messaging.conversation.ConversationNotFound;
import messaging.conversation.ConversationService;
import messaging.inbox.InboxService;
import messaging.it.Deployments;
import messaging.json.Change;
import messaging.message.MessageChanges;
import messaging.message.MessageService;
import messaging.message.MessageView;
import messaging.revision.IfMatch;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers of messages and changes when many write at once. */
// S-PLUS-2
@ArquillianTest
@Tag("database")
class NumberingIT {
    private static final int SENDERS = 32;
    private static final int EACH = 12;
    private static final int CHANGED = 12;
    private static final IfMatch ANY = IfMatch.orAny(null);

    @Inject
    private ConversationService conversations;

    @Inject
    private InboxService inbox;

    @Inject
    private MessageService messages;

    @Inject
    private Scenario scenario;

    @Inject
    private Rows rows;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    @Test
    void failingTransactionsLeaveNoGap() throws Exception {
        var senders =
                LongStream.range(0, SENDERS).mapToObj(i -> scenario.user()).toList();
        var conversation = scenario.conversation(senders.get(0), senders.toArray(Long[]::new));
        var sent = new AtomicInteger();
        var work = new ArrayList<Callable<Integer>>();
        for (var sender : senders) {
            work.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    if (i % 3 == 1) {
                        scenario.inVain(() -> scenario.send(conversation, sender, "in vain"));
                    } else {
                        scenario.send(conversation, sender, "words");
                        sent.incrementAndGet();
                    }
                }
                return EACH;
            });
        }
        var done = new AtomicBoolean();
        var reader = scenario.meanwhile(() -> gapsSeen(conversation, done));
        var outcomes = scenario.atOnce(work);
        done.set(true);
        outcomes.forEach(outcome -> assertTrue(outcome.failure().isEmpty(), outcome.toString()));

        var all = LongStream.rangeClosed(1, sent.get()).boxed().toList();
        assertEquals(all, column("seq", conversation));
        assertEquals(all.stream().map(seq -> seq + 1).toList(), column("version", conversation), "begun with 1");
        assertEquals(sent.get(), rows.number("SELECT last_seq FROM conversations WHERE id = ?", conversation));
        assertEquals(1L + sent.get(), rows.number("SELECT version FROM conversations WHERE id = ?", conversation));
        assertEquals(
                0,
                rows.number(
                        "SELECT COUNT(*) FROM messages a JOIN messages b ON b.conversation_id = a.conversation_id"
                                + " AND b.seq = a.seq + 1 WHERE a.conversation_id = ?"
                                + " AND (b.created_at < a.created_at OR b.id <= a.id)",
                        conversation),
                "the orders by time and by id are the order by number");
        assertEquals(List.of(), Scenario.outcome(reader).result().orElseThrow());
    }

    @Test
    void everyChangeOfAnyKindHasAVersionOfItsOwn() throws Exception {
        var owner = scenario.user();
        var conversation = scenario.conversation(owner);
        var first = new ArrayList<MessageView>();
        for (int i = 0; i < CHANGED; i++) {
            first.add(scenario.send(conversation, owner, "first"));
        }
        var work = new ArrayList<Callable<Long>>();
        for (var message : first) {
            work.add(() -> message.seq() % 3 == 0 ? delete(message, owner) : edit(message, owner));
            work.add(() -> scenario.send(conversation, owner, "later").version());
            work.add(() -> conversations
                    .change(
                            conversation,
                            owner,
                            new ConversationChanges(
                                    Change.to("Title " + message.seq()), Change.absent(), Change.absent()),
                            ANY)
                    .version());
        }
        var versions = new ArrayList<Long>();
        for (var outcome : scenario.atOnce(work)) {
            assertTrue(outcome.failure().isEmpty(), outcome.toString());
            versions.add(outcome.result().orElseThrow());
        }
        versions.removeIf(version -> version == 0);
        assertEquals(versions.size(), versions.stream().distinct().count());
        assertEquals(
                1L + first.size() + work.size(),
                rows.number("SELECT version FROM conversations WHERE id = ?", conversation));
        assertEquals(2L * CHANGED, rows.number("SELECT last_seq FROM conversations WHERE id = ?", conversation));
        assertEquals(CHANGED / 3, rows.number("SELECT deleted_count FROM conversations WHERE id = ?", conversation));
        assertEquals(1L + CHANGED, rows.number("SELECT revision FROM conversations WHERE id = ?", conversation));
    }

    @Test
    void whoIsRemovedWhileWaitingForTheirTurnSendsNothing() throws Exception {
        var owner = scenario.user();
        var member = scenario.user();
        var conversation = scenario.conversation(owner, member);
        var waiting = scenario.inTransaction(() -> {
            conversations.change(
                    conversation,
                    owner,
                    new ConversationChanges(Change.absent(), Change.absent(), Change.to(List.of())),
                    ANY);
            var late = scenario.meanwhile(() -> scenario.send(conversation, member, "too late"));
            TimeUnit.MILLISECONDS.sleep(500);
            assertTrue(!late.isDone(), "it waits for the lock");
            return late;
        });
        assertInstanceOf(
                ConversationNotFound.class, Scenario.outcome(waiting).failure().orElseThrow());
        assertEquals(List.of(), column("seq", conversation));
    }

    @Test
    void nobodySendsToAConversationThatWasDeletedMeanwhile() throws Exception {
        var owner = scenario.user();
        var conversation = scenario.conversation(owner);
        var waiting = scenario.inTransaction(() -> {
            conversations.delete(conversation, owner, ANY);
            var late = scenario.meanwhile(() -> scenario.send(conversation, owner, "too late"));
            TimeUnit.MILLISECONDS.sleep(500);
            return late;
        });
        assertInstanceOf(
                ConversationNotFound.class, Scenario.outcome(waiting).failure().orElseThrow());
        assertEquals(0, rows.number("SELECT last_seq FROM conversations WHERE id = ?", conversation));
    }

    @Test
    void theMembersThatTwoSetAtOnceAreThoseOfOneOfThem() throws Exception {
        var owner = scenario.user();
        var one = List.of(scenario.user(), scenario.user());
        var other = List.of(scenario.user(), one.get(0));
        var conversation = scenario.conversation(owner);
        for (int round = 0; round < 5; round++) {
            var outcomes = scenario.atOnce(List.<Callable<List<Long>>>of(
                    () -> replace(conversation, owner, one),
                    () -> replace(conversation, owner, other),
                    () -> replace(conversation, owner, List.of())));
            outcomes.forEach(outcome -> assertTrue(outcome.failure().isEmpty(), outcome.toString()));
            var members = rows.numbers(
                    "SELECT user_id FROM participants WHERE conversation_id = ? AND removed_at IS NULL"
                            + " ORDER BY user_id",
                    conversation);
            assertTrue(outcomes.stream()
                    .anyMatch(outcome -> outcome.result().orElseThrow().equals(members)));
        }
    }

    private List<Long> replace(long conversation, long owner, List<Long> members) {
        return inbox.change(
                        conversation,
                        owner,
                        new ConversationChanges(Change.absent(), Change.absent(), Change.to(members)),
                        ANY)
                .view()
                .participants();
    }

    private long edit(MessageView message, long caller) {
        return messages.edit(message.conversation(), message.id(), caller, new MessageChanges(Change.to("edited")), ANY)
                .view()
                .version();
    }

    private long delete(MessageView message, long caller) {
        messages.delete(message.conversation(), message.id(), caller, ANY);
        return 0;
    }

    // A reader must never see a number before all smaller ones.
    private List<String> gapsSeen(long conversation, AtomicBoolean done) {
        var gaps = new ArrayList<String>();
        while (!done.get()) {
            var seen = rows.text(
                    "SELECT CONCAT(COUNT(*), ' of ', COALESCE(MAX(seq), 0)) FROM messages WHERE conversation_id = ?",
                    conversation);
            var parts = seen.split(" of ");
            if (!parts[0].equals(parts[1])) {
                gaps.add(seen);
            }
        }
        return gaps;
    }

    private List<Long> column(String name, long conversation) {
        return rows.numbers("SELECT " + name + " FROM messages WHERE conversation_id = ? ORDER BY seq", conversation);
    }
}

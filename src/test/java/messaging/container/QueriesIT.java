package messaging.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import messaging.conversation.ConversationChanges;
import messaging.conversation.ConversationReplacement;
import messaging.conversation.ConversationService;
import messaging.conversation.NewConversation;
import messaging.inbox.ConversationView;
import messaging.inbox.InboxFilter;
import messaging.inbox.InboxQueries;
import messaging.inbox.InboxService;
import messaging.it.Deployments;
import messaging.json.Change;
import messaging.message.MessageQueries;
import messaging.message.MessageService;
import messaging.message.MessageView;
import messaging.message.NewMessage;
import messaging.paging.PageQuery;
import messaging.paging.PageQuery.Order;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.Violations;
import messaging.revision.IfMatch;
import messaging.user.NewUser;
import messaging.user.PersonView;
import messaging.user.ProfileChanges;
import messaging.user.UserService;
import messaging.user.UserViews;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Content of lists, and visibility within a transaction. */
// S-API-9
@ArquillianTest
@Tag("database")
class QueriesIT {
    private static final InboxFilter ALL = new InboxFilter(Optional.empty(), Map.of(), Optional.empty());
    private static final IfMatch ANY = IfMatch.orAny(null);
    private static final List<Order> LATEST = List.of(new Order("c.updated_at", true), new Order("c.id", true));
    private static final List<Order> BY_SEQ = List.of(new Order("m.seq", false));

    @Inject
    private UserService users;

    @Inject
    private UserViews views;

    @Inject
    private ConversationService changes;

    @Inject
    private InboxService conversations;

    @Inject
    private InboxQueries inbox;

    @Inject
    private MessageService messages;

    @Inject
    private MessageQueries log;

    @Inject
    private Validator validator;

    @Inject
    private Scenario scenario;

    @Inject
    private Rows rows;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    @Test
    void conversationsAreThoseInWhichOneTakesPart() {
        var ama = scenario.user();
        var kwame = scenario.user();
        var owned = scenario.conversation(ama);
        var joined = scenario.conversation(kwame, ama);
        var deleted = scenario.conversation(ama);
        changes.delete(deleted, ama, ANY);
        var left = scenario.conversation(kwame, ama);
        conversations.change(
                left, kwame, new ConversationChanges(Change.absent(), Change.absent(), Change.to(List.of())), ANY);
        scenario.conversation(kwame);
        assertEquals(List.of(joined, owned), conversations(ama));
        assertEquals(2, inbox.list(ama, page(1, 0, LATEST), ALL).count());
    }

    @Test
    void aMessagePutsItsConversationFirst() {
        var ama = scenario.user();
        var first = scenario.conversation(ama);
        var second = scenario.conversation(ama);
        assertEquals(List.of(second, first), conversations(ama));
        scenario.send(first, ama, "words");
        assertEquals(List.of(first, second), conversations(ama));
    }

    @Test
    void pagesNeitherOverlapNorSkipWhereTimesAreEqual() {
        var ama = scenario.user();
        var all = LongStream.range(0, 11)
                .mapToObj(i -> scenario.conversation(ama))
                .toList();
        rows.write(
                "UPDATE conversations SET updated_at = '2026-01-01 00:00:00' WHERE id BETWEEN ? AND ?",
                all.get(0),
                all.get(10));
        var walked = new ArrayList<Long>();
        for (int offset = 0; offset < 12; offset += 4) {
            var page = inbox.list(ama, page(4, offset, LATEST), ALL);
            assertEquals(11, page.count());
            page.items().stream().map(ConversationView::id).forEach(walked::add);
        }
        assertEquals(all.stream().sorted((a, b) -> Long.compare(b, a)).toList(), walked);
    }

    @Test
    void aConversationIsFoundByItsTitleAndByTheOthersInIt() {
        var mark = scenario.name();
        var ama = scenario.user("ama." + mark);
        var kwame = scenario.user("kwame." + mark);
        // As a previous version edits a profile: its folded text no longer counts.
        rows.write(
                "UPDATE users SET first_name = 'Kwámé', last_name = 'Mensah', revision = revision + 1 WHERE id = ?",
                kwame);
        var titled = begin(ama, "100% Zoë_" + mark);
        var withKwame = begin(ama, null, kwame);
        assertEquals(List.of(withKwame), conversations(ama, "kwame"));
        assertEquals(List.of(withKwame), conversations(ama, "KWÁMÉ", "mensah"), "all words, case and accents aside");
        assertEquals(List.of(), conversations(ama, "kwame", "nobody"));
        assertEquals(List.of(titled), conversations(ama, "zoe"));
        assertEquals(List.of(titled), conversations(ama, "100%"), "no wildcard");
        assertEquals(List.of(), conversations(ama, "1%0"));
        assertEquals(List.of(), conversations(ama, "zoe-"));
        assertEquals(List.of(), conversations(ama, "ama." + mark), "the caller is in all of them");
        conversations.change(
                withKwame, ama, new ConversationChanges(Change.absent(), Change.absent(), Change.to(List.of())), ANY);
        assertEquals(List.of(), conversations(ama, "kwame"), "who left is not found");
    }

    @Test
    void eachConversationComesWithItsOwnPeople() {
        var ama = scenario.user();
        var kwame = scenario.user();
        var alone = scenario.conversation(ama);
        var both = scenario.conversation(kwame, ama);
        var listed = inbox.list(ama, page(10, 0, LATEST), ALL).items();
        assertEquals(
                List.of(both, alone), listed.stream().map(ConversationView::id).toList());
        assertEquals(
                List.of(List.of(ama, kwame), List.of(ama)),
                listed.stream().map(ConversationView::participants).toList());
        assertEquals(
                listed.get(0).participants(),
                listed.get(0).participantDetails().stream().map(PersonView::id).toList());
        assertEquals(kwame, listed.get(0).owner());
    }

    @Test
    void deletedMessagesAreNeitherListedNorCounted() {
        var ama = scenario.user();
        var conversation = scenario.conversation(ama);
        var sent = Stream.of("one", "two", "three")
                .map(words -> scenario.send(conversation, ama, words))
                .toList();
        messages.delete(conversation, sent.get(1).id(), ama, ANY);
        var listed = log.list(conversation, ama, Optional.empty(), page(10, 0, BY_SEQ));
        assertEquals(2, listed.count());
        assertEquals(
                List.of(1L, 3L), listed.items().stream().map(MessageView::seq).toList());
        assertEquals(List.of(), found(conversation, ama, "two"));
        assertEquals(
                List.of(),
                log.list(conversation, ama, Optional.empty(), page(10, 2, BY_SEQ))
                        .items());
    }

    @Test
    void messagesAreFoundByTheirWords() {
        var ama = scenario.user();
        var conversation = scenario.conversation(ama);
        for (var words : List.of("Grüße aus Köln 🍕", "100 % sure", "a_b", "日本語の文")) {
            scenario.send(conversation, ama, words);
        }
        assertEquals(List.of(1L), found(conversation, ama, "KOLN"));
        assertEquals(List.of(1L), found(conversation, ama, "🍕"));
        assertEquals(List.of(), found(conversation, ama, "🍔"));
        assertEquals(List.of(2L), found(conversation, ama, "%"));
        assertEquals(List.of(3L), found(conversation, ama, "_"));
        assertEquals(List.of(4L), found(conversation, ama, "日本"));
        assertEquals(List.of(1L), found(conversation, ama, "köln", "gruße"));
        assertEquals(List.of(), found(conversation, ama, "!"));
        assertEquals(List.of(), found(conversation, ama, "\\"));
    }

    @Test
    void theDirectoryShowsActiveAccountsAndSearchesNoAddresses() {
        var mark = scenario.name();
        var ama = users.register(
                        new NewUser("ama." + mark, "x" + mark + "@secret.example", Scenario.PASSWORD, null, null))
                .id();
        var gone = scenario.user("gone." + mark);
        rows.write("UPDATE users SET is_active = FALSE WHERE id = ?", gone);
        assertEquals(List.of(ama), people(mark));
        assertEquals(List.of(), people("x" + mark));
        assertEquals(List.of(), people(mark, "secret.example"));
    }

    @Test
    void unknownParticipantsAreNamedAndNothingIsKept() {
        var ama = scenario.user();
        var inactive = scenario.user();
        rows.write("UPDATE users SET is_active = FALSE WHERE id = ?", inactive);
        var before = rows.number("SELECT COUNT(*) FROM conversations");
        var refused = assertThrows(
                InvalidInput.class,
                () -> scenario.conversation(ama, ama, Long.MAX_VALUE, inactive, Long.MAX_VALUE - 1));
        assertEquals(
                List.of(FieldError.of(
                        "participants",
                        ErrorCode.UNKNOWN_REFERENCE,
                        Map.of("ids", List.of(inactive, Long.MAX_VALUE - 1, Long.MAX_VALUE)))),
                refused.errors());
        assertEquals(before, rows.number("SELECT COUNT(*) FROM conversations"));
        var tooMany = LongStream.range(1, 1_001).boxed().toArray(Long[]::new);
        assertEquals(
                "participants",
                assertThrows(InvalidInput.class, () -> scenario.conversation(ama, tooMany))
                        .errors()
                        .get(0)
                        .field());
    }

    @Test
    void aRefusedChangeOfParticipantsChangesNothing() {
        var ama = scenario.user();
        var conversation = scenario.conversation(ama);
        var wanted = new ConversationChanges(Change.to("other"), Change.absent(), Change.to(List.of(Long.MAX_VALUE)));
        assertThrows(InvalidInput.class, () -> conversations.change(conversation, ama, wanted, ANY));
        var read = inbox.read(conversation, ama);
        assertEquals(1, read.revision());
        assertEquals(1, read.view().version());
        assertTrue(read.view().title() == null);
    }

    @Test
    void aTransactionSeesWhatOthersCommitMeanwhile() throws Exception {
        var ama = scenario.user();
        var conversation = scenario.conversation(ama);
        var counts = scenario.inTransaction(() -> {
            var before = log.list(conversation, ama, Optional.empty(), page(10, 0, BY_SEQ))
                    .items()
                    .size();
            Scenario.outcome(scenario.meanwhile(() -> scenario.send(conversation, ama, "words")))
                    .result()
                    .orElseThrow();
            return List.of(
                    before,
                    log.list(conversation, ama, Optional.empty(), page(10, 0, List.of(new Order("m.seq", true))))
                            .items()
                            .size(),
                    (int) rows.number("SELECT COUNT(*) FROM messages WHERE conversation_id = ?", conversation));
        });
        // READ COMMITTED: a snapshot from the transaction's beginning would show none.
        assertEquals(1, counts.get(2));
    }

    @Test
    void timesAreKeptToTheMicrosecond() {
        var ama = scenario.user();
        var conversation = scenario.conversation(ama);
        var sent = scenario.send(conversation, ama, "words");
        assertEquals(sent, log.read(conversation, sent.id(), ama).view());
        assertEquals(sent.createdAt(), inbox.read(conversation, ama).view().updatedAt());
        assertTrue(sent.createdAt().isBefore(Instant.now().plusSeconds(60)));
    }

    @Test
    void faultsHaveTheNamesOfTheBody() {
        assertEquals(
                List.of("participants[1]", "participants[2]", "title"),
                faults(new ConversationReplacement(Change.to("x".repeat(256)), null, Arrays.asList(1L, null, -1L))));
        assertEquals(
                List.of("client_id", "participants[0]", "title"),
                faults(new NewConversation(null, "x".repeat(256), null, Arrays.asList(0L), "x".repeat(65))));
        assertEquals(
                List.of("history", "participants", "title"),
                faults(new ConversationChanges(Change.to("x".repeat(256)), Change.to(null), Change.to(null))));
        assertEquals(
                List.of("participants[0]"),
                faults(new ConversationChanges(
                        Change.to(null), Change.absent(), Change.to(Arrays.asList((Long) null)))));
        assertEquals(List.of(), faults(new ConversationChanges(Change.absent(), Change.absent(), Change.absent())));
        assertEquals(List.of("content"), faults(new NewMessage("", null, null)));
        assertEquals(
                List.of("email", "first_name", "last_name", "password", "username"),
                faults(new NewUser("a b", "nope", null, "x".repeat(151), "x".repeat(151))));
        assertEquals(
                List.of("current_password", "email", "first_name", "password", "username"),
                faults(new ProfileChanges(
                        Change.to(null),
                        Change.to(null),
                        Change.to("x".repeat(151)),
                        Change.to(null),
                        Change.to(null),
                        Change.to(null))));
    }

    private List<String> faults(Object body) {
        return Violations.errors(validator.validate(body), Violations.BODY).stream()
                .map(FieldError::field)
                .toList();
    }

    private long begin(long owner, String title, Long... members) {
        return conversations
                .create(owner, Scenario.group(title, members), Optional.empty())
                .value()
                .view()
                .id();
    }

    private List<Long> conversations(long user, String... terms) {
        return inbox.list(user, page(10, 0, LATEST, terms), ALL).items().stream()
                .map(ConversationView::id)
                .toList();
    }

    private List<Long> found(long conversation, long user, String... terms) {
        var slice = log.list(conversation, user, Optional.empty(), page(10, 0, BY_SEQ, terms));
        assertEquals(slice.count(), slice.items().size());
        return slice.items().stream().map(MessageView::seq).toList();
    }

    private List<Long> people(String... terms) {
        return views.searchDirectory(page(10, 0, List.of(new Order("id", false)), terms)).items().stream()
                .map(PersonView::id)
                .toList();
    }

    private static PageQuery page(int limit, int offset, List<Order> order, String... terms) {
        return new PageQuery(
                limit, offset, Stream.of(terms).map(PageQuery.Term::of).toList(), order);
    }
}

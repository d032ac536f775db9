package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replies to messages, and the words that messages had before. */
@Tag("database")
class RepliesIT { // S-PLUS-8

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private String conversation;
    private String messages;

    @BeforeEach
    void createConversation() {
        conversation = ama.createConversation("Lunch", kofi);
        messages = conversation + "messages/";
    }

    @Test
    void aReplyNamesWhatItAnswers() {
        ApiResponse question = ama.post(messages, object("content", "Where?")).expect(201);
        assertTrue(question.get("reply_to").isNull());
        ApiResponse reply = kofi.post(messages, object("content", "Here", "reply_to", question.id()))
                .expect(201);
        assertEquals(question.id(), reply.get("reply_to").longValue());
        kofi.post(messages, object("content", "Something else")).expect(201);
        ama.post(messages, object("content", "Thanks", "reply_to", reply.id())).expect(201);
        ApiResponse second = ama.post(messages, object("content", "Here?", "reply_to", question.id()))
                .expect(201);

        ApiResponse replies = ama.get(messages + "?reply_to=" + question.id()).expect(200);
        assertEquals(2, replies.get("count").intValue());
        assertEquals(List.of(second.id(), reply.id()), Lists.ids(replies));
        assertEquals(
                List.of(reply.id()),
                Lists.ids(ama.get(messages + "?reply_to=" + question.id() + "&before=" + second.get("seq"))));
        assertEquals(List.of(second.id()), Lists.ids(ama.get(messages + "?search=here%3F&reply_to=" + question.id())));
        assertEquals(List.of(), Lists.ids(ama.get(messages + "?reply_to=9007199254740993")));
    }

    @Test
    void theTargetMustBeThereAtTheSend() {
        long elsewhere = ama.post(ama.createConversation("Other", kofi) + "messages/", object("content", "Elsewhere"))
                .id();
        long gone = ama.post(messages, object("content", "Gone")).id();
        ama.delete(messages + gone + "/").expect(204);
        for (Object bad : List.of(elsewhere, gone, Long.MAX_VALUE, 0, -1, "1", 1.5)) {
            assertEquals(
                    List.of("reply_to"),
                    ama.post(messages, object("content", "Reply", "reply_to", bad))
                            .expectProblem(400)
                            .errorFields());
        }
        assertEquals(1, ama.get(conversation).get("last_seq").intValue());
    }

    @Test
    void aReplyStaysWhenItsTargetIsDeleted() {
        long target = ama.post(messages, object("content", "Target")).id();
        ApiResponse reply = kofi.post(messages, object("content", "Reply", "reply_to", target));
        ama.delete(messages + target + "/").expect(204);
        assertEquals(
                target,
                ama.get(messages + reply.id() + "/").expect(200).get("reply_to").longValue());
        assertEquals(List.of(reply.id()), Lists.ids(ama.get(messages + "?reply_to=" + target)));
    }

    @Test
    void aBadFilterIsNamed() {
        for (String bad : List.of("0", "-1", "x", "1.0", "99999999999999999999", "9999999999999999999")) {
            assertEquals(
                    List.of("reply_to"),
                    ama.get(messages + "?reply_to=" + bad).expectProblem(400).errorFields());
        }
    }

    @Test
    void editKeepsPreviousContent() {
        String message = ama.sendMessage(conversation, "One");
        ApiResponse sent = ama.get(message);
        ApiResponse second = ama.patch(message, object("content", "Two")).expect(200);
        ApiResponse third = ama.put(message, object("content", "Three")).expect(200);

        ApiResponse history = kofi.get(message + "history/").expect(200);
        assertEquals(3, history.get("count").intValue());
        assertEquals(List.of("Three", "Two", "One"), words(history));
        assertEquals(
                List.of(3L, 2L, 1L),
                history.results().stream()
                        .map(revision -> revision.get("revision").longValue())
                        .toList());
        assertEquals(
                List.of(third.get("updated_at"), second.get("updated_at"), sent.get("created_at")),
                history.results().stream()
                        .map(revision -> revision.get("created_at"))
                        .toList());
    }

    @Test
    void theHistoryIsAListLikeAnyOther() {
        String message = ama.sendMessage(conversation, "Version 1");
        for (int i = 2; i <= 7; i++) {
            ama.patch(message, object("content", "Version " + i)).expect(200);
        }
        String history = message + "history/";
        assertEquals(List.of("Version 7", "Version 6"), words(ama.get(history + "?limit=2")));
        assertEquals(List.of("Version 5", "Version 4"), words(ama.get(history + "?limit=2&offset=2")));
        assertEquals(List.of("Version 1"), words(ama.get(history + "?limit=2&offset=6")));
        assertEquals(List.of(), words(ama.get(history + "?limit=2&offset=7")));
        assertEquals(List.of("Version 1", "Version 2"), words(ama.get(history + "?ordering=revision&limit=2")));
        assertEquals(
                List.of("Version 6", "Version 7"), words(ama.get(history + "?ordering=created_at&limit=2&offset=5")));
        assertEquals(List.of("Version 7"), words(ama.get(history + "?ordering=created_at&limit=2&offset=6")));
        assertEquals(List.of(), words(ama.get(history + "?ordering=revision&offset=7")));
        assertEquals(List.of("Version 7"), words(ama.get(history + "?limit=1")));
        assertEquals(List.of("Version 3"), words(ama.get(history + "?search=3")));
        assertEquals(List.of("Version 7"), words(ama.get(history + "?search=7")));
        assertEquals(1, ama.get(history + "?search=7").get("count").intValue());
        assertEquals(List.of("Version 5"), words(ama.get(history + "?search=version%205&ordering=revision")));
        // Every page walked from link to link: each revision once.
        assertEquals(7, Lists.fetchAll(ama, history + "?limit=3").size());
        ama.get(history + "?ordering=content").expectProblem(400);
    }

    @Test
    void sameContentIsNotAnEdit() {
        String message = ama.sendMessage(conversation, "One");
        ApiResponse before = ama.get(message);
        ApiResponse after = ama.patch(message, object("content", "One")).expect(200);
        assertEquals(before.json(), after.json());
        assertEquals(1, ama.get(message + "history/").get("count").intValue());
        ama.patch(message, object("content", "one")).expect(200);
        assertEquals(List.of("one", "One"), words(ama.get(message + "history/")));
    }

    @Test
    void revisionsAreDeletedWithTheMessage() {
        ApiResponse sent = ama.post(messages, object("content", "Regrettable"));
        String message = messages + sent.id() + "/";
        ama.patch(message, object("content", "Better")).expect(200);
        ama.delete(message).expect(204);
        ama.get(message + "history/").expectProblem(404);
        assertEquals(
                "0",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM message_revisions r JOIN messages m"
                                + " ON m.conversation_id = r.conversation_id AND m.seq = r.seq WHERE m.id = ?",
                        sent.id()));
        assertEquals(
                Long.toString(ama.id()),
                Sql.text("deleted_by", "SELECT deleted_by FROM messages WHERE id = ?", sent.id()));
    }

    private static List<String> words(ApiResponse history) {
        return history.expect(200).results().stream()
                .map(revision -> revision.get("content").textValue())
                .toList();
    }
}

package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conversations and who is in them. */
@Tag("database")
class ConversationsIT {

    private static final String CONVERSATIONS = "conversations/";
    private static Account ama;
    private static Account kofi;
    private static Account outsider;

    @BeforeAll
    static void register() {
        ama = Account.register();
        kofi = Account.register();
        outsider = Account.register();
    }

    @Test // S-API-7
    void creatorIsParticipantWithoutBeingNamed() {
        for (Map<String, Object> body :
                List.of(object(), object("participants", List.of()), object("participants", List.of(ama.id())))) {
            ApiResponse made = ama.post(CONVERSATIONS, body).expect(201);
            assertEquals(List.of(ama.id()), participants(made));
            assertEquals(ama.id(), made.get("owner").longValue());
            assertTrue(made.get("title").isNull());
        }
    }

    @Test // S-API-7
    void answersAMadeConversationWithItsPlace() {
        ApiResponse made = ama.post(
                        CONVERSATIONS, object("title", "Lunch", "participants", List.of(kofi.id(), kofi.id())))
                .expect(201);
        String place = made.header("Location").orElseThrow();
        assertTrue(place.endsWith("/api/v1/conversations/" + made.id() + "/"), place);
        assertEquals(List.of(ama.id(), kofi.id()), participants(made));
        assertEquals(
                List.of(ama.username(), kofi.username()),
                ApiResponse.items(made.get("participant_details")).stream()
                        .map(person -> person.get("username").textValue())
                        .toList());
        ApiResponse read =
                ama.request("GET", CONVERSATIONS + made.id() + "/").send().expect(200);
        assertEquals(made.json(), read.json());
        assertEquals(made.header("ETag"), read.header("ETag"));
    }

    @Test // S-API-7
    void participantsShowOnlyPublicProfiles() {
        JsonNode person = ama.get(ama.createConversation("Lunch", kofi))
                .expect(200)
                .get("participant_details")
                .get(0);
        assertEquals(
                List.of("id", "username", "first_name", "last_name", "is_active"),
                person.properties().stream().map(Map.Entry::getKey).toList());
    }

    @Test // S-API-7
    void namesAllUnknownParticipants() {
        Sql.run("UPDATE users SET is_active = TRUE WHERE id = ?", kofi.id());
        long beyond = Long.MAX_VALUE;
        ApiResponse refused = ama.post(CONVERSATIONS, object("participants", List.of(kofi.id(), beyond - 1, beyond)))
                .expectProblem(400);
        assertEquals(List.of("participants"), refused.errorFields());
        String message = refused.get("errors").get(0).get("message").textValue();
        assertTrue(message.contains(Long.toString(beyond - 1)) && message.contains(Long.toString(beyond)), message);
        assertEquals(-1, message.indexOf(" " + kofi.id() + ","), message);
    }

    @Test // S-API-7
    void createRejectsDeactivatedParticipants() {
        Account gone = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", gone.id());
        ama.post(CONVERSATIONS, object("participants", List.of(gone.id()))).expectProblem(400);
    }

    @Test // S-API-7, S-API-12
    void namesEachBadParticipant() {
        ApiResponse refused = ama.post(
                        CONVERSATIONS,
                        "{\"title\": 5, \"participants\": [\"1\", 0, -1, 1.5, null, true, 9223372036854775808, {}]}")
                .expectProblem(400);
        assertEquals(
                List.of(
                        "participants[0]",
                        "participants[1]",
                        "participants[2]",
                        "participants[3]",
                        "participants[4]",
                        "participants[5]",
                        "participants[6]",
                        "participants[7]",
                        "title"),
                refused.errorFields().stream().distinct().sorted().toList());
        ama.post(CONVERSATIONS, "{\"participants\": 1}").expectProblem(400);
        ama.post(CONVERSATIONS, object("title", "x".repeat(256))).expectProblem(400);
        ama.post(CONVERSATIONS, object("title", "x".repeat(255))).expect(201);
    }

    @Test // S-API-7
    void conversationIsHiddenFromNonParticipants() {
        String conversation = ama.createConversation("Secret", kofi);
        String missing = CONVERSATIONS + Long.MAX_VALUE + "/";
        Map<String, Object> body = object("title", "Mine", "participants", List.of(outsider.id()));
        Account administrator = Account.createAdministrator();
        for (Account other : List.of(outsider, administrator)) {
            other.get(conversation).expectProblem(404);
            other.put(conversation, body).expectProblem(404);
            other.patch(conversation, body).expectProblem(404);
            other.delete(conversation).expectProblem(404);
            other.get(conversation + "messages/").expectProblem(404);
            other.post(conversation + "messages/", object("content", "Hello")).expectProblem(404);
            assertEquals(
                    0, other.get(CONVERSATIONS + "?search=Secret").get("count").intValue());
        }
        // The words differ in nothing but the number.
        assertEquals(
                outsider.get(missing).get("detail").textValue().replace(Long.toString(Long.MAX_VALUE), "N"),
                outsider.get(conversation).get("detail").textValue().replaceAll("\\d+", "N"));
        assertEquals("Secret", ama.get(conversation).get("title").textValue());
    }

    @Test // S-API-7
    void letsOnlyTheOwnerChangeIt() {
        String conversation = ama.createConversation("Lunch", kofi);
        Map<String, Object> body = object("title", "Mine", "participants", List.of(kofi.id()));
        kofi.get(conversation).expect(200);
        kofi.put(conversation, body).expectProblem(403);
        kofi.patch(conversation, body).expectProblem(403);
        kofi.delete(conversation).expectProblem(403);
        assertEquals("Lunch", ama.get(conversation).get("title").textValue());
    }

    @Test // S-API-7
    void putReplacesTitleAndParticipants() {
        String conversation = ama.createConversation("Lunch", kofi);
        ApiResponse replaced = ama.put(conversation, object("title", "Dinner", "participants", List.of(outsider.id())))
                .expect(200);
        assertEquals("Dinner", replaced.get("title").textValue());
        assertEquals(List.of(ama.id(), outsider.id()), participants(replaced));
        ApiResponse emptied = ama.put(conversation, object("title", null, "participants", List.of()))
                .expect(200);
        assertTrue(emptied.get("title").isNull());
        assertEquals(List.of(ama.id()), participants(emptied));
    }

    @Test // S-API-7
    void putWithoutParticipantsKeepsThem() {
        String conversation = ama.createConversation("Lunch", kofi);
        ApiResponse before = ama.get(conversation);
        for (Map<String, Object> body : List.of(
                object(),
                object("title", "Dinner"),
                object("title", null),
                object("participants", null),
                object("title", "Dinner", "participants", null),
                object("title", "Dinner", "history", "joined"),
                object("participant", List.of(kofi.id())))) {
            assertEquals(
                    List.of("participants"),
                    ama.put(conversation, body).expectProblem(400).errorFields(),
                    body::toString);
        }
        assertEquals(before.json(), ama.get(conversation).json());
    }

    @Test // S-API-7
    void putLeavesOmittedOptionalFieldsUnchanged() {
        String conversation = ama.createConversation("Lunch", kofi);
        ama.patch(conversation, object("history", "joined")).expect(200);
        ApiResponse replaced = ama.put(conversation, object("participants", List.of(kofi.id())))
                .expect(200);
        assertEquals("Lunch", replaced.get("title").textValue());
        assertEquals("joined", replaced.get("history").textValue());
        ApiResponse untitled = ama.put(conversation, object("title", null, "participants", List.of(kofi.id())))
                .expect(200);
        assertTrue(untitled.get("title").isNull());
        assertEquals("joined", untitled.get("history").textValue());
        assertEquals(List.of(ama.id(), kofi.id()), participants(untitled));
    }

    @Test // S-API-7
    void patchChangesNamedFieldsOnly() {
        String conversation = ama.createConversation("Lunch", kofi);
        ApiResponse renamed = ama.patch(conversation, object("title", "Dinner")).expect(200);
        assertEquals(List.of(ama.id(), kofi.id()), participants(renamed));
        ApiResponse untitled = ama.patch(conversation, object("title", null)).expect(200);
        assertTrue(untitled.get("title").isNull());
        ApiResponse emptied =
                ama.patch(conversation, object("participants", List.of())).expect(200);
        assertEquals(List.of(ama.id()), participants(emptied));
        ama.patch(conversation, object("participants", null)).expectProblem(400);
        ama.patch(conversation, object("participants", List.of(Long.MAX_VALUE))).expectProblem(400);
    }

    @Test // S-API-7
    void aRemovedParticipantLosesAccessAndGetsItBack() {
        String conversation = ama.createConversation("Lunch", kofi);
        String message = kofi.sendMessage(conversation, "Hello");
        ama.patch(conversation, object("participants", List.of())).expect(200);

        kofi.get(conversation).expectProblem(404);
        kofi.get(conversation + "messages/").expectProblem(404);
        kofi.get(message).expectProblem(404);
        kofi.patch(message, object("content", "Changed")).expectProblem(404);
        kofi.delete(message).expectProblem(404);
        kofi.post(conversation + "messages/", object("content", "Still here?")).expectProblem(404);
        assertEquals("Hello", ama.get(message).get("content").textValue());

        ama.patch(conversation, object("participants", List.of(kofi.id()))).expect(200);
        kofi.get(message).expect(200);
    }

    @Test // S-API-7
    void deletedConversationIsGoneForAllParticipants() {
        String conversation = ama.createConversation("Lunch", kofi);
        String message = ama.sendMessage(conversation, "Hello");
        assertEquals("", ama.delete(conversation).expect(204).text());
        for (Account account : List.of(ama, kofi)) {
            account.get(conversation).expectProblem(404);
            account.get(message).expectProblem(404);
            account.get(conversation + "messages/").expectProblem(404);
            account.post(conversation + "messages/", object("content", "Hello")).expectProblem(404);
        }
        ama.delete(conversation).expectProblem(404);
        ama.patch(conversation, object("title", "Back")).expectProblem(404);
    }

    @Test // S-API-7
    void aRevisionCountsEditsAndNoMessages() {
        String conversation = ama.createConversation("Lunch", kofi);
        String tag = ama.get(conversation).header("ETag").orElseThrow();
        ama.sendMessage(conversation, "Hello");
        assertEquals(1, ama.get(conversation).revision());

        String next = ama.request("PATCH", conversation)
                .header("If-Match", tag)
                .json(object("title", "Dinner"))
                .send()
                .expect(200)
                .header("ETag")
                .orElseThrow();
        assertNotEquals(tag, next);
        ama.request("PATCH", conversation)
                .header("If-Match", tag)
                .json(object("title", "Tea"))
                .send()
                .expectProblem(412);
        ama.request("PUT", conversation)
                .header("If-Match", tag)
                .json(object("title", "Tea", "participants", List.of()))
                .send()
                .expectProblem(412);
        ama.request("DELETE", conversation).header("If-Match", tag).send().expectProblem(412);
        // Users without the right to change it learn nothing about its edits.
        kofi.request("DELETE", conversation).header("If-Match", tag).send().expectProblem(403);
        ama.request("DELETE", conversation).header("If-Match", next).send().expect(204);
    }

    @Test // S-PLUS-2
    void everyChangeRaisesTheVersionByOne() {
        String conversation = ama.createConversation("Lunch", kofi);
        long start = version(conversation);
        ama.patch(conversation, object("title", "Dinner")).expect(200);
        assertEquals(start + 1, version(conversation));
        String message = ama.sendMessage(conversation, "Hello");
        assertEquals(start + 2, version(conversation));
        ama.patch(message, object("content", "Hello!")).expect(200);
        assertEquals(start + 3, version(conversation));
        ama.delete(message).expect(204);
        assertEquals(start + 4, version(conversation));
    }

    private static long version(String conversation) {
        return ama.get(conversation).get("version").longValue();
    }

    private static List<Long> participants(ApiResponse conversation) {
        return ApiResponse.items(conversation.get("participants")).stream()
                .map(JsonNode::longValue)
                .toList();
    }
}

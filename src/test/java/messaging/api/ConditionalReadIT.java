package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that has the current content of a list or a resource gets 304 (S-SPEED-5). */
@Tag("database")
class ConditionalReadIT {
    private static Account ama;
    private static Account kofi;
    private static String conversation;
    private static String message;

    @BeforeAll
    static void fill() {
        ama = Account.register();
        kofi = Account.register();
        conversation = ama.createConversation("Lunch", kofi);
        message = ama.sendMessage(conversation, "Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conversations/",
                "{conversation}messages/",
                "{conversation}messages/?around=1",
                "{conversation}participants/",
                "{conversation}participants/{user}/",
                "{conversation}preferences/",
                "{conversation}receipts/",
                "mentions/",
                "users/directory/?search=example",
                "users/me/sessions/"
            })
    void unchangedContentIsNotSentAgain(String template) {
        String path = template.replace("{conversation}", conversation).replace("{user}", Long.toString(kofi.id()));
        ApiResponse first = ama.get(path).expect(200);
        String tag = first.header("ETag").orElseThrow();
        assertTrue(tag.matches("W/\"[\\w-]{22}\""), tag);
        assertEquals(tag, ama.get(path).header("ETag").orElseThrow());

        ApiResponse unchanged = conditional(path, tag);
        assertEquals(304, unchanged.status(), unchanged::toString);
        assertEquals("", unchanged.text());
        assertEquals(tag, unchanged.header("ETag").orElseThrow());
        assertEquals(first.header("Cache-Control"), unchanged.header("Cache-Control"));

        assertEquals(304, conditional(path, "\"other\", " + tag).status());
        assertEquals(304, conditional(path, tag.substring(2)).status(), "weak comparison");
        assertEquals(304, conditional(path, "*").status());
        assertEquals(first.json(), conditional(path, "\"other\"").expect(200).json());
        assertEquals(first.json(), conditional(path, "malformed").expect(200).json());
    }

    @Test
    void changedContentIsSentWithANewTag() {
        String path = conversation + "messages/";
        String tag = ama.get(path).header("ETag").orElseThrow();
        String message = kofi.sendMessage(conversation, "News");
        ApiResponse changed = conditional(path, tag).expect(200);
        assertNotEquals(tag, changed.header("ETag").orElseThrow());

        tag = changed.header("ETag").orElseThrow();
        kofi.request("PUT", message + "reactions/%F0%9F%91%8D/").send().expect(204);
        assertNotEquals(tag, conditional(path, tag).expect(200).header("ETag").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users/me/", "{conversation}", "{message}"})
    void unchangedResourceIsNotSentAgain(String template) {
        String path = template.replace("{conversation}", conversation).replace("{message}", message);
        ApiResponse first = ama.get(path).expect(200);
        String tag = first.header("ETag").orElseThrow();
        assertTrue(tag.matches("\"1-[\\w-]{22}\""), tag);

        ApiResponse unchanged = conditional(path, tag);
        assertEquals(304, unchanged.status(), unchanged::toString);
        assertEquals("", unchanged.text());
        assertEquals(tag, unchanged.header("ETag").orElseThrow());
        assertEquals(304, conditional(path, "W/" + tag).status(), "weak comparison");
        assertEquals(first.json(), conditional(path, "\"1\"").expect(200).json(), "the revision alone");

        String compressed = tag.substring(0, tag.length() - 1) + "-gzip\"";
        assertEquals(
                compressed,
                conditional(path, compressed).expect(304).header("ETag").orElseThrow());
    }

    @Test
    void aResourceThatChangesWithoutAnEditKeepsItsRevisionInANewTag() {
        String tag = ama.get(conversation).header("ETag").orElseThrow();
        kofi.sendMessage(conversation, "More");
        ApiResponse read = conditional(conversation, tag).expect(200);
        assertNotEquals(tag, read.header("ETag").orElseThrow());
        assertEquals(1, read.revision());
        assertEquals("More", read.get("last_message").get("content").textValue());
        ama.request("PATCH", conversation)
                .header("If-Match", tag)
                .json(object("title", "Lunch"))
                .send()
                .expect(200);

        tag = ama.get(message).header("ETag").orElseThrow();
        kofi.request("PUT", message + "reactions/%F0%9F%91%8D/").send().expect(204);
        read = conditional(message, tag).expect(200);
        assertNotEquals(tag, read.header("ETag").orElseThrow());
        assertEquals(1, read.revision());
    }

    @Test
    void theResponseToAWriteHasTheTagOfARead() {
        ApiResponse written = ama.request("PATCH", "users/me/")
                .json(object("last_name", "Ata"))
                .send()
                .expect(200);
        assertEquals(written.header("ETag"), ama.get("users/me/").header("ETag"));
        assertEquals(
                304,
                conditional("users/me/", written.header("ETag").orElseThrow()).status());
        ama.request("PATCH", "users/me/").json(object("last_name", "")).send().expect(200);
    }

    @Test
    void unchangedContentVariesAsTheFullResponseDoes() {
        String path = conversation + "participants/";
        ApiResponse full = ama.get(path);
        ApiResponse unchanged =
                conditional(path, full.header("ETag").orElseThrow()).expect(304);
        assertEquals(full.header("Vary"), unchanged.header("Vary"));
        assertTrue(full.header("Vary").orElse("").contains("Accept-Encoding"));
    }

    @Test
    void headHasTheTagOfTheContent() {
        String path = conversation + "participants/";
        String tag = ama.get(path).header("ETag").orElseThrow();
        ApiResponse head = ama.request("HEAD", path).send().expect(200);
        assertEquals(tag, head.header("ETag").orElseThrow());
        assertEquals("", head.text());
        assertEquals(
                304,
                ama.request("HEAD", path).header("If-None-Match", tag).send().status());
    }

    @Test
    void writesAndErrorsHaveNoTagOfContent() {
        assertFalse(ama.post(conversation + "read/", object("seq", 1))
                .expect(200)
                .header("ETag")
                .isPresent());
        assertFalse(ama.get("conversations/999999999/messages/")
                .expectProblem(404)
                .header("ETag")
                .isPresent());
        assertFalse(ApiRequest.api("GET", "conversations/")
                .header("If-None-Match", "*")
                .send()
                .expectProblem(401)
                .header("ETag")
                .isPresent());
    }

    private static ApiResponse conditional(String path, String tags) {
        return ama.request("GET", path).header("If-None-Match", tags).send();
    }
}

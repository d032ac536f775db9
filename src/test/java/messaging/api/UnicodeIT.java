package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text of every script, kept byte for byte. */
@Tag("database")
class UnicodeIT {

    private static Account ama;
    private static String conversation;

    @BeforeAll
    static void createConversation() {
        ama = Account.register();
        conversation = ama.createConversation("Unicode");
    }

    static Stream<String> texts() {
        return Stream.of(
                "👩🏾‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇬🇭 1️⃣",
                "שלום עולם — \u202eabc\u202c ‏مرحبا بالعالم‏",
                "नमस्ते ไม่เป็นไร 漢字 かな 한국어",
                "Z\u0351\u036b\u0343\u032a\u0302a\u0317\u0357l\u0323\u0309g\u0330\u0308o\u0353\u033d",
                "  two before, tabs\t\tand a line\r\nbreak, then blanks  ",
                " \n\u00a0\u2003\u3000\u200b\ufeffblanks of every kind around \u2800\u3164\t",
                "\ufeffbyte order mark first",
                "\ufffe\uffff\ufdd0 are noncharacters and are kept",
                "\u0001\u0007\u001f\u007f\u0085\u2028\u2029 and a letter",
                "\\ \" ' ` / < > & % _ ! \\u0041 \\n ; -- ${x} {{y}}",
                "\ud83d\ude00".repeat(1_000));
    }

    /** One character of each kind that a plane has to offer. */
    static Stream<String> planes() {
        return IntStream.rangeClosed(0, 16)
                .mapToObj(plane -> IntStream.of(0x41, 0x1000, 0xabcd, 0xfffd)
                        .map(offset -> plane << 16 | offset)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()));
    }

    static Stream<String> normalForms() {
        String text = "é ñ Å 각 ﬁ";
        return Stream.of(Normalizer.Form.values()).map(form -> Normalizer.normalize(text, form));
    }

    @ParameterizedTest // S-API-11
    @MethodSource({"texts", "planes", "normalForms"})
    void keepsWordsByteForByte(String words) {
        ApiResponse sent =
                ama.post(conversation + "messages/", object("content", words)).expect(201);
        assertSame(words, sent.get("content").textValue());
        ApiResponse read = ama.get(conversation + "messages/" + sent.id() + "/");
        assertSame(words, read.get("content").textValue());
        assertSame(
                words,
                ama.get(conversation + "messages/?limit=1")
                        .results()
                        .get(0)
                        .get("content")
                        .textValue());
        assertEquals(
                words.codePoints()
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8)
                        .length,
                Integer.parseInt(
                        Sql.text("bytes", "SELECT LENGTH(content) AS bytes FROM messages WHERE id = ?", sent.id())));
    }

    @Test // S-API-11
    void keepsTitlesAndNamesToo() {
        String text = "👩🏾‍🚀 e\u0301 שלום";
        assertSame(text, ama.get(ama.createConversation(text)).get("title").textValue());
        Account kofi = Account.register();
        ApiResponse named = kofi.patch("users/me/", object("first_name", text, "last_name", text + "\u200f."))
                .expect(200);
        assertSame(text, named.get("first_name").textValue());
        assertSame(text + "\u200f.", kofi.get("users/me/").get("last_name").textValue());
        // S-TEXT-7: as many as users count, whatever their code points
        for (String character : List.of("😀", "🇬🇭", "👍🏽", "e\u0301", "\u1112\u1161\u11ab")) {
            String title = character.repeat(255);
            assertSame(
                    title, ama.get(ama.createConversation(title)).get("title").textValue());
            String name = character.repeat(150);
            ApiResponse renamed =
                    kofi.patch("users/me/", object("first_name", name)).expect(200);
            assertSame(name, renamed.get("first_name").textValue());
            for (String tooLong : List.of(character.repeat(256), "a" + "\u0301".repeat(1_600))) {
                ama.post("conversations/", object("title", tooLong, "participants", List.of()))
                        .expectProblem(400);
            }
        }
    }

    @Test // S-API-11
    void writesCharactersAsThemselves() {
        ApiResponse answer = ama.get(ama.sendMessage(conversation, "🐘é漢 \u2028"));
        assertTrue(answer.text().contains("\"🐘é漢 \u2028\""), answer::toString);
        assertEquals("application/json", answer.header("Content-Type").orElse(""));
        assertFalse(answer.text().contains("\\u"), answer::toString);
    }

    @Test // S-API-11
    void readsEscapesAsWhatTheyMean() {
        ApiResponse sent = ama.post(conversation + "messages/", "{\"content\": \"\\ud83d\\udc18 \\u00e9 \\/ \\t\"}")
                .expect(201);
        assertEquals("🐘 é / \t", sent.get("content").textValue());
    }

    @Test // S-API-11
    void writesTimesInUtcAndNamesInSnakeCase() {
        ApiResponse read = ama.get(conversation);
        for (String time : List.of("created_at", "updated_at")) {
            assertTrue(
                    read.get(time).textValue().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
                    read::toString);
        }
        assertTrue(
                read.json().properties().stream()
                        .allMatch(member -> member.getKey().matches("[a-z]+(_[a-z]+)*")),
                read::toString);
    }

    private static void assertSame(String expected, String actual) {
        assertArrayEquals(
                expected.getBytes(StandardCharsets.UTF_8),
                actual.getBytes(StandardCharsets.UTF_8),
                () -> expected + " became " + actual);
    }
}

package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import net.fellbaum.jemoji.EmojiManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Emoji under messages. */
@Tag("database")
class ReactionsIT { // S-PLUS-8

    private static final int MOST = 50;

    private final Account ama = Account.register();
    private final Account kofi = Account.register();
    private String conversation;
    private String message;

    @BeforeEach
    void createConversation() {
        conversation = ama.createConversation("Lunch", kofi);
        message = ama.sendMessage(conversation, "Kelewele?");
    }

    @Test
    void areCountedInTheOrderOfTheirFirstUse() {
        react(kofi, "🍕").expect(204);
        react(kofi, "👍").expect(204);
        react(ama, "👍").expect(204);
        react(ama, "🍔").expect(204);
        ApiResponse read = ama.get(message).expect(200);
        assertEquals(
                List.of(
                        "🍕 1 [%d]".formatted(kofi.id()),
                        "👍 2 [%d,%d]".formatted(kofi.id(), ama.id()),
                        "🍔 1 [%d]".formatted(ama.id())),
                reactions(read.json()));
        assertEquals(read.json(), ama.get(conversation + "messages/").results().get(0));
    }

    @Test
    void aReactionIsAChangeButNoEdit() {
        ApiResponse before = ama.get(message);
        react(kofi, "👍").expect(204);
        ApiResponse after = ama.get(message);
        assertEquals(version(before) + 1, version(after));
        assertEquals(version(after), version(ama.get(conversation)));
        assertEquals(before.get("updated_at"), after.get("updated_at"));
        assertEquals(before.revision(), after.revision());

        removeReaction(kofi, "👍").expect(204);
        ApiResponse later = ama.get(message);
        assertEquals(version(before) + 2, version(later));
        assertEquals(List.of(), reactions(later.json()));
    }

    @Test
    void repeatingChangesNothing() {
        react(kofi, "👍").expect(204);
        JsonNode once = ama.get(message).json();
        react(kofi, "👍").expect(204);
        removeReaction(ama, "👍").expect(204);
        removeReaction(kofi, "👎").expect(204);
        assertEquals(once, ama.get(message).json());
        assertEquals(once.get("version"), ama.get(conversation).get("version"));
    }

    @Test
    void manyAtOnceAreAllCountedOnce() {
        List<Callable<ApiResponse>> requests = IntStream.range(0, 24)
                .<Callable<ApiResponse>>mapToObj(i -> () -> react(i % 2 == 0 ? ama : kofi, i % 3 == 0 ? "🍕" : "👍"))
                .toList();
        long before = version(ama.get(message));
        Concurrently.run(requests).forEach(answer -> answer.expect(204));
        ApiResponse after = ama.get(message);
        assertEquals(before + 4, version(after));
        assertEquals(2, after.get("reactions").size());
        after.get("reactions")
                .forEach(reaction -> assertEquals(2, reaction.get("count").intValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤️",
                "1️⃣",
                "*️⃣",
                "👨‍👩‍👧‍👦",
                "🇬🇭",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "🏳️‍🌈",
                "🧑🏿‍❤️‍💋‍🧑🏻"
            })
    void everyEmojiOfUnicodeComesBack(String emoji) {
        react(ama, emoji).expect(204);
        assertEquals(
                List.of(emoji),
                ApiResponse.items(ama.get(message).get("reactions")).stream()
                        .map(reaction -> reaction.get("emoji").textValue())
                        .toList());
        assertEquals(
                emoji,
                ama.get(message + "reactions/").results().get(0).get("emoji").textValue());
        removeReaction(ama, emoji).expect(204);
        assertEquals(0, ama.get(message).get("reactions").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "1", "é", "👍👍", "👍a", " 👍", "🇬", "\u200d", "❤\ufe0e", ":thumbsup:", "👍\u200d", "%00"})
    void nothingElseIsAReaction(String other) {
        react(ama, other).expectProblem(404);
        removeReaction(ama, other).expectProblem(404);
        assertEquals(0, ama.get(message).get("reactions").size());
    }

    @ParameterizedTest // S-TEXT-7
    @CsvSource({"👍️, 👍", "❤, ❤️", "1\u20e3, 1️⃣", "🏳‍🌈, 🏳️‍🌈", "👍🏽️, 👍🏽", "☺, ☺️"})
    void formsWithAndWithoutSelectorsAreOneReaction(String sent, String qualified) {
        react(ama, sent).expect(204);
        react(ama, qualified).expect(204);
        react(kofi, qualified).expect(204);
        assertEquals(
                List.of(qualified + " 2 [%d,%d]".formatted(ama.id(), kofi.id())),
                reactions(ama.get(message).json()));
        removeReaction(ama, qualified).expect(204);
        removeReaction(kofi, sent).expect(204);
        assertEquals(List.of(), reactions(ama.get(message).json()));
    }

    @ParameterizedTest // S-TEXT-7
    @CsvSource({"#️⃣, #️⃣", "#\u20e3, #️⃣", "👍️, 👍", "*️⃣, *️⃣", "🇬🇭, 🇬🇭", "👨‍👩‍👧‍👦, 👨‍👩‍👧‍👦"})
    void everyEmojiCanBeInTheBodyAndInTheQuery(String sent, String qualified) {
        String list = message + "reactions/";
        ApiResponse added = kofi.post(list, object("emoji", sent)).expect(201);
        assertEquals(qualified, added.get("emoji").textValue());
        assertEquals(kofi.id(), added.get("user").longValue());
        assertEquals(added.json(), ama.get(list).results().get(0));
        assertEquals(
                added.json(),
                kofi.post(list, object("emoji", qualified)).expect(200).json());
        assertEquals(
                List.of(qualified + " 1 [%d]".formatted(kofi.id())),
                reactions(ama.get(message).json()));
        String one = list + "?emoji=" + encoded(sent);
        ama.delete(one).expect(204);
        assertEquals(1, ama.get(list).get("count").intValue());
        kofi.delete(one).expect(204);
        kofi.delete(one).expect(204);
        assertEquals(0, ama.get(list).get("count").intValue());
    }

    @Test // S-TEXT-7
    void aBodyOrQueryWithoutAnEmojiIsRefused() {
        String list = message + "reactions/";
        for (Object wrong : new Object[] {null, "", "#", "1", "#\ufe0f", "👍👍", "👍 ", "❤\ufe0e", 1}) {
            assertEquals(
                    List.of("emoji"),
                    ama.post(list, object("emoji", wrong)).expectProblem(400).errorFields());
        }
        for (String query : List.of("", "?emoji=", "?emoji=%23", "?emoji=a", "?emoji=" + encoded("👍👍"))) {
            assertEquals(
                    List.of("emoji"),
                    ama.delete(list + query).expectProblem(400).errorFields());
        }
        Account stranger = Account.register();
        stranger.post(list, object("emoji", "👍")).expectProblem(404);
        stranger.delete(list + "?emoji=" + encoded("👍")).expectProblem(404);
    }

    /** Every 20th of Unicode's list; all of them are in EmojisTest. */
    @Test // S-TEXT-7
    void emojiOfTheWholeListFitInAPath() {
        List<String> sample = EmojiManager.getAllEmojis().stream()
                .map(net.fellbaum.jemoji.Emoji::getEmoji)
                .sorted()
                .filter(emoji -> !emoji.startsWith("#"))
                .toList();
        for (int i = 0; i < sample.size(); i += 20) {
            react(ama, sample.get(i)).expect(204);
            removeReaction(ama, sample.get(i)).expect(204);
        }
        assertEquals(0, ama.get(message).get("reactions").size());
    }

    /** The container accepts no # in a path, even encoded, and so not its keycap emoji. */
    @Test
    void bytesThatAreNoTextAreNone() {
        for (String bad : List.of("%F0%9F%91", "%FF", "%ED%A0%BD", "%23%EF%B8%8F%E2%83%A3")) {
            int status = ama.request("PUT", message + "reactions/" + bad + "/")
                    .send()
                    .expectProblem()
                    .status();
            assertTrue(status == 404 || status == 400, "status " + status);
        }
    }

    @Test
    void aMessageHasAtMostFiftyDifferentOnes() {
        List<String> emoji = IntStream.range(0, MOST + 1)
                .mapToObj(i -> Character.toString(0x1F600 + i))
                .toList();
        emoji.subList(0, MOST).forEach(one -> react(ama, one).expect(204));
        react(kofi, emoji.get(MOST)).expectProblem(409);
        react(kofi, emoji.get(0)).expect(204);
        react(ama, emoji.get(0)).expect(204);
        removeReaction(ama, emoji.get(1)).expect(204);
        react(kofi, emoji.get(MOST)).expect(204);
        assertEquals(MOST, ama.get(message).get("reactions").size());
    }

    @Test
    void theFirstFiftyPeopleAreNamedAndAllAreCounted() {
        ApiResponse read = ama.get(message);
        String prefix = Account.uniqueUsername();
        String names = IntStream.range(0, MOST + 3)
                .mapToObj(i -> "('" + prefix + i + "', NOW(6), NOW(6))")
                .collect(Collectors.joining(","));
        Sql.run("INSERT INTO users (username, created_at, updated_at) VALUES " + names);
        // The later ids reacted first.
        Sql.run(
                "INSERT INTO reactions (conversation_id, seq, user_id, emoji, created_at)"
                        + " SELECT ?, ?, id, ?, NOW(6) - INTERVAL id SECOND FROM users WHERE username LIKE ?",
                read.get("conversation").longValue(),
                read.get("seq").longValue(),
                "👍".getBytes(StandardCharsets.UTF_8),
                prefix + "%");
        JsonNode reaction = ama.get(message).get("reactions").get(0);
        assertEquals(MOST + 3, reaction.get("count").intValue());
        long latest =
                Long.parseLong(Sql.text("id", "SELECT MAX(id) AS id FROM users WHERE username LIKE ?", prefix + "%"));
        assertEquals(
                LongStream.range(0, MOST).mapToObj(i -> latest - i).toList(),
                ApiResponse.items(reaction.get("users")).stream()
                        .map(JsonNode::longValue)
                        .toList());
        assertEquals(MOST + 3, ama.get(message + "reactions/").get("count").intValue());
    }

    @Test
    void areListedWithWhoAndWhen() {
        react(kofi, "🍕").expect(204);
        react(ama, "👍").expect(204);
        react(kofi, "👍").expect(204);
        String list = message + "reactions/";
        ApiResponse all = ama.get(list).expect(200);
        assertEquals(3, all.get("count").intValue());
        JsonNode first = all.results().get(0);
        assertEquals("🍕", first.get("emoji").textValue());
        assertEquals(kofi.id(), first.get("user").longValue());
        assertEquals(kofi.username(), first.get("user_details").get("username").textValue());
        assertTrue(first.get("created_at").textValue().endsWith("Z"));
        assertEquals(List.of("🍕", "👍", "👍"), emoji(all));
        assertEquals(List.of("👍"), emoji(ama.get(list + "?limit=1&offset=2")));
        assertEquals(List.of("👍", "👍", "🍕"), emoji(ama.get(list + "?ordering=-created_at")));
        assertEquals(List.of("🍕", "👍"), emoji(ama.get(list + "?search=" + kofi.username())));
        assertEquals(2, ama.get(list + "?search=" + encoded("👍")).get("count").intValue());
        assertEquals(
                3, Lists.fetchAll(ama, list + "?ordering=-emoji,user&limit=1").size());
        ama.get(list + "?ordering=id").expectProblem(400);
    }

    @Test
    void goWithTheirMessage() {
        react(kofi, "👍").expect(204);
        long id = ama.get(message).id();
        ama.delete(message).expect(204);
        react(kofi, "🍕").expectProblem(404);
        removeReaction(kofi, "👍").expectProblem(404);
        kofi.get(message + "reactions/").expectProblem(404);
        assertEquals(
                "0",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM reactions r JOIN messages m"
                                + " ON m.conversation_id = r.conversation_id AND m.seq = r.seq WHERE m.id = ?",
                        id));
    }

    @Test
    void onlyParticipantsReact() {
        Account stranger = Account.register();
        react(stranger, "👍").expectProblem(404);
        removeReaction(stranger, "👍").expectProblem(404);
        stranger.get(message + "reactions/").expectProblem(404);
        String elsewhere = stranger.createConversation("Elsewhere") + message.substring(message.indexOf("messages/"));
        stranger.request("PUT", elsewhere + "reactions/" + encoded("👍") + "/")
                .send()
                .expectProblem(404);
    }

    @Test
    void aPathWithoutTheSlashIsTheSame() {
        ama.request("PUT", message + "reactions/" + encoded("👍")).send().expect(204);
        ama.request("DELETE", message + "reactions/" + encoded("👍")).send().expect(204);
        assertEquals(0, ama.get(message).get("reactions").size());
    }

    private ApiResponse react(Account account, String emoji) {
        return account.request("PUT", message + "reactions/" + encoded(emoji) + "/")
                .send();
    }

    private ApiResponse removeReaction(Account account, String emoji) {
        return account.request("DELETE", message + "reactions/" + encoded(emoji) + "/")
                .send();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static long version(ApiResponse answer) {
        return answer.expect(200).get("version").longValue();
    }

    private static List<String> emoji(ApiResponse list) {
        return list.expect(200).results().stream()
                .map(reaction -> reaction.get("emoji").textValue())
                .toList();
    }

    private static List<String> reactions(JsonNode message) {
        return ApiResponse.items(message.get("reactions")).stream()
                .map(reaction ->
                        reaction.get("emoji").textValue() + " " + reaction.get("count") + " " + reaction.get("users"))
                .toList();
    }
}

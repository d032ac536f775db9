package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.Eventually;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mentions in messages, and the user's feed of their mentions. */
@Tag("database")
class MentionsIT { // S-PLUS-8

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
    void areGivenWithTheirPlaceInCodePoints() {
        String words = "🍕 @" + kofi.username() + ", ask @" + ama.username().toUpperCase(Locale.ROOT) + "!";
        ApiResponse sent = ama.post(messages, object("content", words)).expect(201);
        List<JsonNode> mentions = ApiResponse.items(sent.get("mentions"));
        assertEquals(2, mentions.size());
        assertEquals(kofi.id(), mentions.get(0).get("user").longValue());
        assertEquals(kofi.username(), mentions.get(0).get("username").textValue());
        assertEquals(2, mentions.get(0).get("offset").intValue());
        assertEquals("@" + kofi.username(), part(words, mentions.get(0)));
        assertEquals(ama.id(), mentions.get(1).get("user").longValue());
        assertEquals("@" + ama.username().toUpperCase(Locale.ROOT), part(words, mentions.get(1)));
        assertEquals(sent.json(), kofi.get(messages + sent.id() + "/").json());
        assertEquals(sent.json(), kofi.get(messages).results().get(0));
    }

    @Test
    void onlyParticipantsAreNamed() {
        Account stranger = Account.register();
        String words = "@" + stranger.username() + " @" + kofi.username();
        assertEquals(List.of(kofi.id()), named(ama.post(messages, object("content", words))));
        ama.patch(conversation, object("participants", List.of())).expect(200);
        assertEquals(List.of(), named(ama.post(messages, object("content", words))));
        assertEquals(0, stranger.get("mentions/").get("count").intValue());
    }

    @Test
    void editUpdatesMentions() {
        String message = ama.sendMessage(conversation, "@" + kofi.username() + " come");
        assertEquals(List.of(kofi.id()), named(ama.get(message)));
        assertEquals(List.of(), named(ama.patch(message, object("content", "come"))));
        assertEquals(0, kofi.get("mentions/").get("count").intValue());
        assertEquals(
                List.of(ama.id(), kofi.id()),
                named(ama.patch(
                        message, object("content", "@" + ama.username() + " and @" + kofi.username() + " come"))));
        assertEquals(1, kofi.get("mentions/").get("count").intValue());
    }

    @Test
    void theFeedHasEveryMessageOnceNewestFirst() {
        String other = kofi.createConversation("Dinner", ama);
        ApiResponse first = ama.post(messages, object("content", "@" + kofi.username() + " @" + kofi.username()));
        ApiResponse second = ama.post(other + "messages/", object("content", "Dinner, @" + kofi.username() + "?"));
        ama.post(messages, object("content", "Nobody"));
        ApiResponse third = kofi.post(messages, object("content", "I am @" + kofi.username()));

        ApiResponse feed = kofi.get("mentions/").expect(200);
        assertEquals(List.of(third.id(), second.id(), first.id()), Lists.ids(feed));
        assertEquals(3, feed.get("count").intValue());
        assertEquals(second.json(), feed.results().get(1));
        assertEquals(List.of(first.id()), Lists.ids(kofi.get("mentions/?ordering=created_at&limit=1")));
        assertEquals(List.of(second.id()), Lists.ids(kofi.get("mentions/?search=dinner")));
        assertEquals(3, Lists.fetchAll(kofi, "mentions/?limit=1").size());
        assertEquals(0, ama.get("mentions/").get("count").intValue());
    }

    @Test
    void theFeedLeavesOutWhatOneMayNoLongerSee() {
        String message = ama.sendMessage(conversation, "@" + kofi.username());
        String deleted = ama.createConversation("Deleted", kofi);
        ama.sendMessage(deleted, "@" + kofi.username());
        assertEquals(2, kofi.get("mentions/").get("count").intValue());
        ama.delete(deleted).expect(204);
        assertEquals(1, kofi.get("mentions/").get("count").intValue());
        ama.patch(conversation, object("participants", List.of())).expect(200);
        assertEquals(0, kofi.get("mentions/").get("count").intValue());
        ama.patch(conversation, object("participants", List.of(kofi.id()))).expect(200);
        assertEquals(1, kofi.get("mentions/").get("count").intValue());
        // They came back after the message, and the conversation now begins for them where they joined.
        showWhatCameAfterJoining();
        assertEquals(0, kofi.get("mentions/").get("count").intValue());
        String later = ama.sendMessage(conversation, "Again, @" + kofi.username());
        assertEquals(1, kofi.get("mentions/").get("count").intValue());
        ama.delete(later).expect(204);
        assertEquals(0, kofi.get("mentions/").get("count").intValue());
        assertEquals(
                "0",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM mentions x JOIN messages m ON m.id = x.message_id"
                                + " WHERE m.deleted_at IS NOT NULL"));
        ama.get(message).expect(200);
    }

    @Test
    void whoJoinedLaterSeesNothingOfBefore() {
        long first = ama.post(messages, object("content", "First")).id();
        long second = ama.post(messages, object("content", "Second @" + kofi.username()))
                .id();
        ama.delete(messages + first + "/").expect(204);
        Account efua = Account.register();
        ama.patch(conversation, object("participants", List.of(kofi.id(), efua.id())))
                .expect(200);
        ApiResponse third = ama.post(messages, object("content", "Third", "reply_to", second));
        long fourth = ama.post(messages, object("content", "Fourth")).id();
        ama.delete(messages + fourth + "/").expect(204);
        assertEquals(List.of(3L, 2L), Lists.seqs(efua.get(messages)));

        showWhatCameAfterJoining();
        assertEquals(List.of(3L), Lists.seqs(efua.get(messages)));
        assertEquals(1, efua.get(messages).get("count").intValue());
        assertEquals(List.of(3L, 2L), Lists.seqs(ama.get(messages)), "participants from the beginning see all");
        assertEquals(2, ama.get(messages).get("count").intValue());
        for (String query : List.of("before=4", "after=0&ordering=seq", "around=2", "around=id:" + third.id())) {
            ApiResponse page = efua.get(messages + "?limit=2&" + query);
            assertEquals(List.of(3L), Lists.seqs(page), query);
            assertEquals(true, page.get("next").isNull(), query);
            assertEquals(true, page.get("previous").isNull(), query);
        }
        efua.get(messages + "?before=id:" + second).expectProblem(400);
        assertEquals(0, efua.get(messages + "?search=second").get("count").intValue());
        assertEquals(1, efua.get(messages + "?reply_to=" + second).get("count").intValue());

        String hidden = messages + second + "/";
        efua.get(hidden).expectProblem(404);
        efua.get(hidden + "history/").expectProblem(404);
        efua.get(hidden + "reactions/").expectProblem(404);
        efua.request("PUT", hidden + "reactions/%F0%9F%91%8D/").send().expectProblem(404);
        efua.post(messages, object("content", "Reply", "reply_to", second)).expectProblem(400);
        efua.post(messages, object("content", "Reply", "reply_to", third.id())).expect(201);
        kofi.get(hidden).expect(200);
    }

    @Test // S-TEXT-6
    void aNameIsNeverAPartOfAnotherName() {
        String name = "@" + kofi.username();
        for (String text : List.of(
                name + ".annan",
                name + "_x",
                name + "-x",
                name + "x",
                "x" + name,
                "https://www.youtube.com/" + name,
                "www.youtube.com/" + name,
                "[him](https://example.com/" + name + ")",
                "x_" + name + ".example",
                "`" + name + "`",
                "```\n" + name + "\n```",
                "    " + name)) {
            assertEquals(List.of(), named(ama.post(messages, object("content", text))), text);
        }
        for (String text : List.of(
                name + ".",
                name + "님 안녕",
                "ユーザー" + name,
                "你好" + name + "，",
                "＠" + kofi.username(),
                "_" + name + "_",
                "(" + name + ")",
                "`x` " + name,
                "[" + name + "](https://example.com/)",
                "https://example.com/ " + name)) {
            ApiResponse sent = ama.post(messages, object("content", text));
            assertEquals(List.of(kofi.id()), named(sent), text);
            JsonNode mention = sent.get("mentions").get(0);
            assertEquals("user", mention.get("kind").textValue());
            assertEquals(kofi.username(), part(text, mention).substring(1));
        }
    }

    @Test // S-TEXT-6
    void ownersAndAdminsMentionAll() {
        Account efua = Account.register();
        String group = ama.createConversation("All", kofi, efua);
        String path = group + "messages/";
        ApiResponse sent = ama.post(path, object("content", "Dear @all, also @" + kofi.username()))
                .expect(201);
        JsonNode all = sent.get("mentions").get(0);
        assertEquals("{\"user\":0,\"username\":\"all\",\"offset\":5,\"length\":4,\"kind\":\"all\"}", all.toString());
        assertEquals(kofi.id(), sent.get("mentions").get(1).get("user").longValue());
        assertEquals(sent.json(), efua.get(path + sent.id() + "/").json());
        assertEquals("1", rows("mentions WHERE user_id IS NULL AND message_id = " + sent.id()));
        assertEquals(List.of(sent.id()), Lists.ids(efua.get("mentions/")));
        assertEquals(List.of(sent.id()), Lists.ids(kofi.get("mentions/")));

        // Members do not, and their text stays as it is.
        assertEquals(List.of(), named(kofi.post(path, object("content", "@all @here"))));
        ama.patch(group + "participants/" + kofi.id() + "/", object("role", "admin"))
                .expect(200);
        long second = kofi.post(path, object("content", "@All!")).id();
        assertEquals(List.of(second, sent.id()), Lists.ids(efua.get("mentions/")));

        // Who joins later was not mentioned.
        Account yaw = Account.register();
        ama.post(group + "participants/", object("user", yaw.id()));
        assertEquals(List.of(), Lists.ids(yaw.get("mentions/")));
        long third = ama.post(path, object("content", "@all")).id();
        assertEquals(List.of(third), Lists.ids(yaw.get("mentions/")));

        // Editing and deleting take the mention away.
        ama.patch(path + third + "/", object("content", "nothing")).expect(200);
        assertEquals(List.of(), Lists.ids(yaw.get("mentions/")));
        ama.delete(path + sent.id() + "/").expect(204);
        assertEquals(List.of(second), Lists.ids(efua.get("mentions/")));
        assertEquals(List.of(), named(ama.post(path, object("content", "`@all` https://example.com/@all @allies"))));
    }

    @Test // S-TEXT-6
    void usersCanOptOutOfMentionsOfAll() {
        long id = ama.post(messages, object("content", "@all")).id();
        assertEquals(List.of(id), Lists.ids(kofi.get("mentions/")));
        kofi.patch(conversation + "preferences/", object("mute_all_mentions", true))
                .expect(200);
        assertEquals(List.of(), Lists.ids(kofi.get("mentions/")));
        long own = ama.post(messages, object("content", "@all @" + kofi.username()))
                .id();
        assertEquals(List.of(own), Lists.ids(kofi.get("mentions/")), "by name they are mentioned");
        kofi.patch(conversation + "preferences/", object("mute_all_mentions", false))
                .expect(200);
        assertEquals(List.of(own, id), Lists.ids(kofi.get("mentions/")));
    }

    @Test // S-TEXT-6
    void hereMentionsThoseWhoAreOnline() {
        Account efua = Account.register();
        ama.post(conversation + "participants/", object("user", efua.id()));
        try (EventClient listening = EventClient.openEventStream(kofi)) {
            listening.await("hello");
            Eventually.holds(
                    () -> ApiResponse.items(ama.get(conversation + "presence/").get("online")).stream()
                            .anyMatch(user -> user.longValue() == kofi.id()));
            ApiResponse sent =
                    ama.post(messages, object("content", "Who is @here?")).expect(201);
            assertEquals("here", sent.get("mentions").get(0).get("kind").textValue());
            assertEquals(List.of(sent.id()), Lists.ids(kofi.get("mentions/")));
            assertEquals(List.of(), Lists.ids(efua.get("mentions/")));
            listening.await(frame -> frame.toString().contains("Who is @here?"));
            ama.delete(messages + sent.id() + "/").expect(204);
            assertEquals(List.of(), Lists.ids(kofi.get("mentions/")));
        }
    }

    @Test // S-TEXT-6
    void aDirectConversationHasNoMentionsOfAll() {
        ApiResponse direct = ama.post("conversations/", object("kind", "direct", "participants", List.of(kofi.id())));
        ApiResponse sent = ama.post(
                "conversations/" + direct.id() + "/messages/", object("content", "@all @here @" + kofi.username()));
        assertEquals(List.of(kofi.id()), named(sent));
    }

    @Test // S-TEXT-6
    void aParticipantWithSuchAUsernameKeepsIt() {
        Account all = Account.register();
        Sql.run("DELETE FROM users WHERE username = 'here' AND id <> ?", all.id());
        Sql.run("UPDATE users SET username = 'here' WHERE id = ?", all.id());
        try {
            ama.post(conversation + "participants/", object("user", all.id()));
            ApiResponse sent = ama.post(messages, object("content", "@here"));
            assertEquals(List.of(all.id()), named(sent));
            assertEquals("user", sent.get("mentions").get(0).get("kind").textValue());
        } finally {
            Sql.run("UPDATE users SET username = ? WHERE id = ?", all.username(), all.id());
        }
    }

    private static String rows(String table) {
        return Sql.text("n", "SELECT COUNT(*) AS n FROM " + table);
    }

    private void showWhatCameAfterJoining() {
        Sql.run(
                "UPDATE conversations SET history = 'joined' WHERE id = ?",
                Long.parseLong(conversation.replaceAll("[^0-9]", "")));
    }

    private static String part(String words, JsonNode mention) {
        int start = words.offsetByCodePoints(0, mention.get("offset").intValue());
        return words.substring(
                start, words.offsetByCodePoints(start, mention.get("length").intValue()));
    }

    private static List<Long> named(ApiResponse message) {
        return ApiResponse.items(message.get("mentions")).stream()
                .map(mention -> mention.get("user").longValue())
                .toList();
    }
}

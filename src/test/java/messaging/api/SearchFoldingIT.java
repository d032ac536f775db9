package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The search of every list ignores case, accents, points, width, invisible characters and the normalization form. */
@Tag("database")
class SearchFoldingIT {

    private static Account admin;
    private static Account efua;
    private static String conversation;

    @BeforeAll
    static void begin() {
        admin = Account.createAdministrator();
        efua = Account.register();
        conversation = admin.createConversation("Search", efua);
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                Arguments.of("cre\u0300me anglaise", "crème"),
                Arguments.of("crème anglaise", "cre\u0300me"),
                Arguments.of("creme anglaise", "CRÈME"),
                Arguments.of("\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165", "한국어"),
                Arguments.of("한국어", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
                Arguments.of("Việt Nam đồng", "viet dong"),
                Arguments.of("Vie\u0323\u0302t", "Việt"),
                Arguments.of("שָׁלוֹם", "שלום"),
                Arguments.of("שלום", "שָׁלוֹם"),
                Arguments.of("مُحَمَّد", "محمد"),
                Arguments.of("أحمد", "احمد"),
                Arguments.of("pass\u00adword", "password"),
                Arguments.of("zero\u200bwidth", "zerowidth"),
                Arguments.of("plain", "pl\u200bain"),
                Arguments.of("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
                Arguments.of("ﾊﾝｶｸ", "ハンカク"),
                Arguments.of("Straße", "STRASSE"),
                Arguments.of("ﬁnale", "finale"),
                Arguments.of("ΑΘΗΝΑ", "αθήνα"),
                Arguments.of("ёлка", "ЕЛКА"),
                Arguments.of("100%_sure é", "100%_"),
                Arguments.of("İstanbul ısı", "istanbul isi"));
    }

    @ParameterizedTest // S-TEXT-1
    @MethodSource("spellings")
    void titlesAndMessagesAreFound(String written, String searched) {
        var one = Account.register();
        var titled = one.createConversation(written);
        one.createConversation("Something else");
        assertFound(one, "conversations/", searched, 1);
        assertFound(admin, "admin/conversations/", searched + " " + one.username(), 1);
        var sent = one.sendMessage(titled, written);
        one.sendMessage(titled, "Something else");
        assertFound(one, titled + "messages/", searched, 1);
        one.patch(sent, object("content", "Something new")).expect(200);
        assertFound(one, titled + "messages/", searched, 0);
        assertFound(one, sent + "history/", searched, 1);
        one.patch(sent, object("content", written)).expect(200);
        assertFound(one, titled + "messages/", searched, 1);
        one.patch(titled, object("title", "Something else")).expect(200);
        assertFound(one, "conversations/", searched, 0);
    }

    @ParameterizedTest // S-TEXT-1
    @MethodSource("spellings")
    void peopleAreFound(String written, String searched) {
        efua.patch("users/me/", object("first_name", written, "last_name", efua.username()))
                .expect(200);
        var both = searched + " " + efua.username();
        assertFound(admin, "users/", both, 1);
        assertFound(admin, "admin/users/", both, 1);
        assertFound(admin, "users/directory/", both, 1);
        assertFound(admin, conversation + "participants/", searched, 1);
        assertFound(admin, "conversations/", both, 1);
        assertFound(admin, "admin/conversations/", both, 1);
        var message = admin.sendMessage(conversation, "Hello");
        efua.request("PUT", message + "reactions/%F0%9F%91%8D/").send().expect(204);
        assertFound(admin, message + "reactions/", searched, 1);
    }

    @ParameterizedTest // S-TEXT-1
    @MethodSource("spellings")
    void sessionsAndAuditEntriesAreFound(String written, String searched) {
        var one = Account.register();
        messaging.it.ApiRequest.api("POST", "token/")
                .json(object("username", one.username(), "password", Account.PASSWORD, "device", written))
                .send()
                .expect(200);
        assertFound(one, "users/me/sessions/", searched, 1);
        var message = one.sendMessage(one.createConversation("Spam"), "Spam").replaceAll("/$", "");
        admin.delete("admin/" + message + "/?reason=" + encode(written)).expect(204);
        var entries = "admin/audit/?target_type=message&target_id=" + message.replaceAll(".*/", "");
        assertFound(admin, entries, searched, 1);
        assertFound(admin, entries, "Something else", 0);
    }

    @Test // S-TEXT-1
    void differentLettersDoNotMatch() {
        var one = Account.register();
        var titled = one.createConversation("パパ");
        one.sendMessage(titled, "パパ мой किताब");
        for (var other : List.of("ハハ", "バハ")) {
            assertFound(one, "conversations/", other, 0);
            assertFound(one, titled + "messages/", other, 0);
        }
        assertFound(one, titled + "messages/", "мои", 0);
        assertFound(one, titled + "messages/", "कतब", 0);
        assertFound(one, titled + "messages/", "ぱぱ МОЙ", 1);
    }

    @Test // S-TEXT-1
    void administratorsFindBothFormsOfAnAddress() {
        var name = Account.uniqueUsername();
        messaging.it.ApiRequest.api("POST", "users/")
                .json(object("username", name, "email", name + "@münchen.de", "password", Account.PASSWORD))
                .send()
                .expect(201);
        for (var form : List.of("@münchen.de", "@MUNCHEN.de", "@xn--mnchen-3ya.de")) {
            assertFound(admin, "users/", name + form, 1);
            assertFound(admin, "admin/users/", name + form, 1);
            assertFound(admin, "users/directory/", name + form, 0);
        }
    }

    @Test // S-TEXT-1, S-API-15
    void invisibleCharactersDoNotListTheDirectory() {
        for (var nothing : List.of("\u200b\u200b", "\u00ad\u00ad\u00ad", "a\u200b", "\u0301\u0302", "\u3164\u115f")) {
            assertEquals(
                    List.of("search"),
                    admin.get("users/directory/?search=" + encode(nothing))
                            .expectProblem(400)
                            .errorFields());
        }
    }

    @Test // S-TEXT-1
    void rowsOfAPreviousVersionAreFound() {
        var one = Account.register();
        var titled = one.createConversation("crème " + one.username());
        var sent = one.sendMessage(titled, "crème brûlée");
        Sql.run(
                "UPDATE users SET name_folded = NULL, email_folded = NULL, folded_revision = NULL WHERE id = ?",
                one.id());
        Sql.run(
                "UPDATE conversations SET title_folded = NULL, folded_revision = NULL WHERE id = ?",
                titled.replaceAll("\\D", ""));
        assertFound(one, "conversations/", "CREME", 1);
        assertFound(admin, "users/", one.username(), 1);
        assertFound(admin, "users/directory/", one.username(), 1);
        // Beside this version, a previous one edits the text and not the folded text.
        one.patch(sent, object("content", "cre\u0300me")).expect(200);
        assertFound(one, titled + "messages/", "crème", 1);
        Sql.run(
                "UPDATE messages SET content = 'pâté', revision = revision + 1 WHERE id = ?",
                sent.replaceAll(".*messages/|/", ""));
        assertFound(one, titled + "messages/", "crème", 0);
        assertFound(one, titled + "messages/", "pate", 1);
        Sql.run("UPDATE users SET first_name = 'Élodie', revision = revision + 1 WHERE id = ?", one.id());
        assertFound(admin, "users/", "elodie " + one.username(), 1);
    }

    @Test // S-TEXT-1
    void deletedTextLeavesNoFoldedText() {
        var one = Account.register();
        var titled = one.createConversation("Search", efua);
        var sent = one.sendMessage(titled, "cre\u0300me");
        var id = sent.replaceAll(".*messages/|/", "");
        assertEquals("creme", Sql.text("content_folded", "SELECT content_folded FROM messages WHERE id = ?", id));
        one.delete(sent).expect(204);
        assertNull(Sql.text("content_folded", "SELECT content_folded FROM messages WHERE id = ?", id));
        var plain = one.sendMessage(titled, "Crème brûlée 👍").replaceAll(".*messages/|/", "");
        assertNull(Sql.text("content_folded", "SELECT content_folded FROM messages WHERE id = ?", plain));
        one.patch("users/me/", object("first_name", "Élodie")).expect(200);
        one.request("DELETE", "users/me/")
                .json(object("current_password", Account.PASSWORD))
                .send()
                .expect(204);
        assertEquals(
                "deleted-" + one.id() + "\n\n",
                Sql.text("name_folded", "SELECT name_folded FROM users WHERE id = ?", one.id()));
        assertNull(Sql.text("email_folded", "SELECT email_folded FROM users WHERE id = ?", one.id()));
    }

    private static void assertFound(Account caller, String list, String searched, int expected) {
        var path = list + (list.contains("?") ? "&" : "?") + "search=" + encode(searched);
        ApiResponse found = caller.get(path).expect(200);
        assertEquals(expected, found.get("count").intValue(), () -> searched + " in " + list + ": " + found);
        assertEquals(expected, found.results().size(), () -> searched + " in " + list);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

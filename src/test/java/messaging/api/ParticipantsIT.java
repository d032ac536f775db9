package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Participants of a group, their roles, and the history that they see. */
@Tag("database")
class ParticipantsIT { // S-PLUS-1

    private static Account ama;
    private static Account kofi;
    private static Account esi;

    @BeforeAll
    static void register() {
        ama = Account.register();
        kofi = Account.register();
        esi = Account.register();
    }

    @Test
    void aGroupBeginsWithItsOwnerAndMembers() {
        String group = ama.createConversation("Lunch", kofi);
        ApiResponse seen = kofi.get(group).expect(200);
        assertEquals("group", seen.get("kind").textValue());
        assertEquals("all", seen.get("history").textValue());
        assertEquals(ama.id(), seen.get("owner").longValue());
        assertEquals("member", seen.get("role").textValue());
        assertEquals("owner", ama.get(group).get("role").textValue());
        List<JsonNode> listed = kofi.get(group + "participants/").expect(200).results();
        assertEquals(
                List.of(ama.id() + " owner", kofi.id() + " member"),
                listed.stream().map(ParticipantsIT::described).toList());
        assertEquals(ama.username(), listed.get(0).at("/user_details/username").textValue());
        assertEquals(listed.get(1), ama.get(part(group, kofi)).expect(200).json());
        assertEquals(
                List.of("user", "user_details", "role", "joined_at", "version"),
                listed.get(0).properties().stream().map(Map.Entry::getKey).toList());
    }

    @Test
    void addingParticipantAgainChangesNothing() {
        String group = ama.createConversation("Lunch");
        String tag = ama.get(group).header("ETag").orElseThrow();
        ApiResponse added = ama.post(group + "participants/", object("user", kofi.id(), "role", "admin"))
                .expect(201);
        assertTrue(added.header("Location").orElseThrow().endsWith("/api/v1/" + part(group, kofi)));
        assertEquals("admin", added.get("role").textValue());
        long version = version(group);
        assertEquals(version, added.get("version").longValue());
        assertFalse(ama.get(group).header("ETag").orElseThrow().equals(tag), "an edit of the group");
        ApiResponse again =
                ama.post(group + "participants/", object("user", kofi.id())).expect(200);
        assertEquals(added.json(), again.json());
        assertEquals(version, version(group));
    }

    @Test
    void addRejectsUnusableUsers() {
        String group = ama.createConversation("Lunch");
        Account gone = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", gone.id());
        for (Object user : new Object[] {Long.MAX_VALUE, gone.id(), 0, -1, null, "3", 1.5}) {
            assertEquals(
                    List.of("user"),
                    ama.post(group + "participants/", object("user", user))
                            .expectProblem(400)
                            .errorFields(),
                    String.valueOf(user));
        }
        for (Object role : new Object[] {"owner", "king", "", "ADMIN", " admin", "member\t", 0, true, null}) {
            assertEquals(
                    List.of("role"),
                    ama.post(group + "participants/", object("user", kofi.id(), "role", role))
                            .expectProblem(400)
                            .errorFields(),
                    String.valueOf(role));
        }
        ama.post(group + "participants/", object("user", kofi.id())).expect(201);
        for (Object role : new Object[] {"king", null, 1, " owner", "owner\n", "\tadmin", "Owner", ""}) {
            assertEquals(
                    List.of("role"),
                    ama.patch(part(group, kofi), object("role", role))
                            .expectProblem(400)
                            .errorFields());
        }
        assertEquals(ama.id(), ama.get(group).get("owner").longValue());
        ama.patch(part(group, kofi), object()).expect(200);
    }

    @Test
    void participantsAreHiddenFromNonParticipants() {
        String group = ama.createConversation("Lunch", kofi);
        for (String other : List.of(part(group, esi), group + "participants/" + Long.MAX_VALUE + "/")) {
            ama.get(other).expectProblem(404);
            ama.patch(other, object("role", "admin")).expectProblem(404);
            ama.delete(other).expectProblem(404);
            esi.get(other).expectProblem(404);
        }
        ama.get(group + "participants/me/").expectProblem(404);
    }

    @Test
    void aGroupIsHandedOverAndHasOneOwnerAlways() {
        String group = ama.createConversation("Lunch", kofi, esi);
        ama.delete(part(group, ama)).expectProblem(409);
        for (String role : List.of("admin", "member")) {
            ama.patch(part(group, ama), object("role", role)).expectProblem(409);
        }
        long version = version(group);
        ama.patch(part(group, ama), object("role", "owner")).expect(200);
        assertEquals(version, version(group), "nothing has changed");
        assertEquals(
                "owner",
                ama.patch(part(group, kofi), object("role", "owner"))
                        .expect(200)
                        .get("role")
                        .textValue());
        assertEquals(List.of("admin", "owner", "member"), roles(group));
        assertEquals(kofi.id(), ama.get(group).get("owner").longValue());
        assertEquals(version + 1, version(group));
        ama.patch(part(group, esi), object("role", "admin")).expectProblem(403);
        ama.delete(part(group, ama)).expect(204);
        ama.get(group).expectProblem(404);
        assertEquals(List.of("owner", "member"), roles(kofi, group));
    }

    @Test
    void twoWhoAreMadeOwnerAtOnceAreNeverBoth() {
        String group = ama.createConversation("Lunch", kofi, esi);
        List<Callable<ApiResponse>> tasks = List.of(
                () -> ama.patch(part(group, kofi), object("role", "owner")),
                () -> ama.patch(part(group, esi), object("role", "owner")));
        List<Integer> statuses = Concurrently.run(tasks).stream()
                .map(ApiResponse::status)
                .sorted()
                .toList();
        assertEquals(List.of(200, 403), statuses);
        assertEquals(1, roles(group).stream().filter("owner"::equals).count());
    }

    @Test
    void whoComesBackHasNoRights() {
        String group = ama.createConversation("Lunch", kofi);
        ama.patch(part(group, kofi), object("role", "admin")).expect(200);
        kofi.delete(part(group, kofi)).expect(204);
        kofi.get(group).expectProblem(404);
        ama.post(group + "participants/", object("user", kofi.id())).expect(201);
        assertEquals("member", kofi.get(group).get("role").textValue());
    }

    @Test
    void administratorsSetParticipantsWithinTheirRights() {
        String group = ama.createConversation("Lunch", kofi, esi);
        Account efua = Account.register();
        ama.patch(part(group, kofi), object("role", "admin")).expect(200);
        // The owner and the one who does it stay, whether named or not.
        ApiResponse changed =
                kofi.patch(group, object("participants", List.of(efua.id()))).expect(200);
        assertEquals(
                List.of(ama.id(), kofi.id(), efua.id()),
                ApiResponse.items(changed.get("participants")).stream()
                        .map(JsonNode::longValue)
                        .toList());
        ama.patch(part(group, efua), object("role", "admin")).expect(200);
        kofi.patch(group, object("participants", List.of())).expectProblem(403);
        kofi.put(group, object("title", "Tea", "participants", List.of())).expectProblem(403);
        kofi.put(group, object("title", "Tea", "participants", List.of(efua.id())))
                .expect(200);
        ama.put(group, object("title", "Tea", "history", "joined", "participants", List.of(kofi.id(), efua.id())))
                .expect(200);
        kofi.put(group, object("title", "Coffee", "history", "all", "participants", List.of(efua.id())))
                .expectProblem(403);
        assertEquals("joined", kofi.get(group).get("history").textValue());
    }

    @Test
    void whoJoinsLaterSeesTheHistoryOrOnlyWhatComesAfter() {
        String group = ama.createConversation("Lunch");
        String before = ama.sendMessage(group, "before");
        ama.post(group + "participants/", object("user", kofi.id())).expect(201);
        assertEquals("before", latest(kofi, group));
        assertEquals(0, unread(kofi, group), "earlier messages are not unread");

        ama.patch(group, object("history", "joined")).expect(200);
        assertEquals("null", latest(kofi, group));
        kofi.get(before).expectProblem(404);
        assertEquals(0, kofi.get(group + "messages/").get("count").intValue());
        ama.sendMessage(group, "after");
        assertEquals("after", latest(kofi, group));
        assertEquals(1, unread(kofi, group));
        assertEquals(
                List.of("seq"),
                kofi.post(group + "unread/", object("seq", 1))
                        .expectProblem(400)
                        .errorFields());
        kofi.post(group + "unread/", object("seq", 2)).expect(200);
        assertEquals(2, ama.get(group + "messages/").get("count").intValue());

        ama.patch(group, object("history", "all")).expect(200);
        kofi.get(before).expect(200);
        kofi.post(group + "unread/", object("seq", 1)).expect(200);
        assertEquals(2, unread(kofi, group));
        // Marked as unread, and then hidden: it counts no longer, and neither is the pointer before it.
        ama.patch(group, object("history", "joined")).expect(200);
        assertEquals(1, unread(kofi, group));
        assertEquals(1, kofi.get(group).get("read_seq").longValue());
    }

    @Test
    void historyLimitHidesOwnEarlierMessagesToo() {
        Account reader = Account.register();
        String group = ama.createConversation("Lunch", reader);
        reader.sendMessage(group, "mine");
        ama.sendMessage(group, "hers");
        reader.delete(part(group, reader)).expect(204);
        ama.post(group + "participants/", object("user", reader.id())).expect(201);
        reader.post(group + "unread/", object("seq", 1)).expect(200);
        assertEquals(1, unread(reader, group));
        ama.patch(group, object("history", "joined")).expect(200);
        assertEquals(0, unread(reader, group));
        ama.sendMessage(group, "new");
        reader.sendMessage(group, "mine again");
        assertEquals(1, unread(reader, group));
        assertEquals(1, reader.get("conversations/?unread=true").get("count").intValue());
    }

    @Test // S-API-9
    void theListIsSearchedAndSorted() {
        String group = ama.createConversation("Lunch", kofi, esi);
        assertEquals(
                List.of(kofi.id() + " member"),
                ama.get(group + "participants/?search=" + kofi.username()).results().stream()
                        .map(ParticipantsIT::described)
                        .toList());
        assertEquals(
                List.of(esi.id() + " member", kofi.id() + " member", ama.id() + " owner"),
                ama.get(group + "participants/?ordering=-user").results().stream()
                        .map(ParticipantsIT::described)
                        .toList());
        ApiResponse page =
                ama.get(group + "participants/?ordering=joined_at&limit=2").expect(200);
        assertEquals(3, page.get("count").intValue());
        assertEquals(2, page.results().size());
        assertTrue(page.get("next").isTextual());
    }

    @Test
    void manyJoinAndLeaveAtOnceAndEachIsCounted() {
        String group = ama.createConversation("Lunch");
        List<Account> many =
                IntStream.range(0, 8).mapToObj(i -> Account.register()).toList();
        long version = version(group);
        Concurrently.run(many.stream()
                .map(one -> (Callable<ApiResponse>) () -> ama.post(group + "participants/", object("user", one.id()))
                        .expect(201))
                .toList());
        assertEquals(version + 8, version(group));
        Concurrently.run(many.stream()
                .map(one -> (Callable<ApiResponse>)
                        () -> one.delete(part(group, one)).expect(204))
                .toList());
        assertEquals(version + 16, version(group));
        assertEquals(List.of("owner"), roles(group));
    }

    private static String part(String group, Account account) {
        return group + "participants/" + account.id() + "/";
    }

    private static String described(JsonNode participant) {
        return participant.get("user").longValue() + " "
                + participant.get("role").textValue();
    }

    private static List<String> roles(String group) {
        return roles(ama, group);
    }

    private static List<String> roles(Account caller, String group) {
        return caller.get(group + "participants/").expect(200).results().stream()
                .map(participant -> participant.get("role").textValue())
                .toList();
    }

    private static long version(String group) {
        return ama.get(group).get("version").longValue();
    }

    private static long unread(Account account, String group) {
        return account.get(group).expect(200).get("unread_count").longValue();
    }

    private static String latest(Account account, String group) {
        return account.get(group).get("last_message").path("content").asText("null");
    }
}

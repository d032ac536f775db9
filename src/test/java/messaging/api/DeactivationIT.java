package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.EventClient;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deactivation of accounts and its effects on conversations (S-MOD-2). */
@Tag("database")
class DeactivationIT {
    private static final int ROUNDS = 12;

    private static Account administrator;

    private Account ama;
    private Account kofi;
    private Account esi;

    @BeforeAll
    static void promote() {
        administrator = Account.createAdministrator();
    }

    @BeforeEach
    void register() {
        ama = Account.register();
        kofi = Account.register();
        esi = Account.register();
    }

    private static ApiResponse set(Account account, boolean active) {
        return administrator.patch("admin/users/" + account.id() + "/", object("is_active", active));
    }

    private static void deactivate(Account account) {
        set(account, false).expect(200);
    }

    private static void reactivate(Account account) {
        set(account, true).expect(200);
    }

    private static Account again(Account account) {
        return Account.signIn(account.username(), Account.PASSWORD);
    }

    private static String part(String group, Account account) {
        return group + "participants/" + account.id() + "/";
    }

    private static String add(String group, Account owner, Account account, String role) {
        owner.post(group + "participants/", object("user", account.id(), "role", role))
                .expect(201);
        return group;
    }

    private static long owner(String conversation) {
        return administrator
                .get("admin/" + conversation)
                .expect(200)
                .get("owner")
                .longValue();
    }

    private static String direct(Account one, Account other) {
        return "conversations/"
                + one.post("conversations/", object("kind", "direct", "participants", List.of(other.id())))
                        .expect(201)
                        .id()
                + "/";
    }

    @Test // S-MOD-2
    void groupPassesToItsLongestStandingAdministrator() {
        String group = ama.createConversation("Lunch", kofi);
        add(group, ama, esi, "admin");
        add(group, ama, Account.register(), "admin");
        long version = kofi.get(group).get("version").longValue();
        long revision = revision(kofi, group);
        deactivate(ama);
        assertEquals("owner", esi.get(group).expect(200).get("role").textValue());
        assertEquals(version + 1, kofi.get(group).get("version").longValue());
        assertEquals(revision + 1, revision(kofi, group));
        assertEquals("admin", kofi.get(part(group, ama)).get("role").textValue(), "still in the group");
        // Only owners can do this.
        esi.patch(part(group, kofi), object("role", "admin")).expect(200);
        esi.patch(group, object("history", "joined")).expect(200);
        esi.delete(group).expect(204);
    }

    private static long revision(Account account, String conversation) {
        return account.get(conversation).revision();
    }

    @Test // S-MOD-2
    void groupWithoutAdministratorPassesToItsLongestStandingActiveMember() {
        String group = ama.createConversation("Lunch", kofi);
        add(group, ama, esi, "member");
        Account yaw = Account.register();
        add(group, ama, yaw, "member");
        deactivate(kofi);
        deactivate(ama);
        assertEquals(esi.id(), owner(group));
        deactivate(esi);
        assertEquals(yaw.id(), owner(group), "and on");
        // Former participants cannot become owners.
        yaw.delete(part(group, ama)).expect(204);
        deactivate(yaw);
        assertEquals(yaw.id(), owner(group));
    }

    @Test // S-MOD-2
    void deactivatedMemberStaysAndReactivationRestoresAllButOwnership() {
        String group = ama.createConversation("Lunch", kofi, esi);
        String own = kofi.createConversation("Mine", ama);
        kofi.patch(group + "preferences/", object("pinned", true)).expect(200);
        deactivate(kofi);
        assertEquals(ama.id(), owner(group));
        assertEquals(ama.id(), owner(own));
        ama.sendMessage(group, "Without Kofi");
        reactivate(kofi);
        Account back = again(kofi);
        ApiResponse view = back.get(group).expect(200);
        assertEquals("member", view.get("role").textValue());
        assertTrue(view.get("pinned").booleanValue());
        assertEquals(1, view.get("unread_count").longValue());
        assertEquals("admin", back.get(own).get("role").textValue());
        assertEquals(ama.id(), owner(own));
    }

    @Test // S-MOD-2
    void groupWithoutAnotherActiveParticipantKeepsItsOwner() {
        String alone = ama.createConversation("Alone");
        String group = ama.createConversation("Lunch", kofi, esi);
        deactivate(kofi);
        deactivate(esi);
        deactivate(ama);
        assertEquals(ama.id(), owner(alone));
        assertEquals(ama.id(), owner(group));
        // The first reactivated participant becomes the owner.
        reactivate(esi);
        assertEquals(esi.id(), owner(group));
        reactivate(kofi);
        reactivate(ama);
        assertEquals(esi.id(), owner(group));
        assertEquals("owner", again(ama).get(alone).expect(200).get("role").textValue());
        again(esi).patch(group, object("title", "Dinner")).expect(200);
    }

    @Test // S-MOD-2
    void ownerReactivatedFirstStaysOwner() {
        String group = ama.createConversation("Lunch", kofi);
        deactivate(kofi);
        deactivate(ama);
        reactivate(ama);
        reactivate(kofi);
        assertEquals(ama.id(), owner(group));
    }

    @Test // S-MOD-2
    void ownershipAndRolesGoToActiveAccountsOnly() {
        String group = ama.createConversation("Lunch", kofi, esi);
        ama.patch(part(group, esi), object("role", "admin")).expect(200);
        deactivate(kofi);
        deactivate(esi);
        ApiResponse before = ama.get(group);
        for (String role : List.of("owner", "admin")) {
            ama.patch(part(group, kofi), object("role", role)).expectProblem(409);
        }
        ama.patch(part(group, esi), object("role", "owner")).expectProblem(409);
        assertEquals(before.json(), ama.get(group).json());
        // Demotions are allowed, and so are requests that change nothing.
        ama.patch(part(group, esi), object("role", "admin")).expect(200);
        assertEquals(
                "member",
                ama.patch(part(group, esi), object("role", "member"))
                        .expect(200)
                        .get("role")
                        .textValue());
        // Deactivated accounts cannot be added.
        for (String role : List.of("member", "admin")) {
            ama.post(ama.createConversation("Tea") + "participants/", object("user", kofi.id(), "role", role))
                    .expectProblem(400);
        }
        ama.delete(part(group, kofi)).expect(204);
        reactivate(esi);
        ama.patch(part(group, esi), object("role", "owner")).expect(200);
        assertEquals(esi.id(), owner(group));
    }

    @Test // S-MOD-2
    void everyoneIsNotified() {
        String group = ama.createConversation("Lunch", kofi, esi);
        long id = Long.parseLong(group.split("/")[1]);
        long version = kofi.get(group).get("version").longValue();
        try (var events = EventClient.openEventStream(kofi);
                var socket = EventClient.openWebSocket(TestStage.url(), "api/v1/ws", Optional.of(esi.access()), "")) {
            events.await("caught_up");
            socket.await("caught_up");
            deactivate(ama);
            for (var listening : List.of(events, socket)) {
                JsonNode frame =
                        listening.await(one -> one.path("type").asText().equals("changes")
                                && one.path("conversation").longValue() == id);
                assertEquals(
                        List.of("conversation.updated", "participant.updated", "participant.updated"),
                        ApiResponse.items(frame.get("events")).stream()
                                .map(event -> event.get("type").textValue())
                                .sorted()
                                .toList(),
                        frame::toString);
                assertEquals(List.of(kofi.id()), owners(frame));
                assertTrue(frame.toString().contains("\"is_active\":false"), frame::toString);
            }
        }
        ApiResponse sync = kofi.post("sync/", object("versions", object(Long.toString(id), version)))
                .expect(200);
        JsonNode changes = sync.json().at("/conversations/0");
        assertEquals(id, changes.get("conversation").longValue());
        assertEquals(List.of(kofi.id()), owners(changes));
    }

    private static List<Long> owners(JsonNode changes) {
        return ApiResponse.items(changes.get("events")).stream()
                .map(event -> event.path("participant"))
                .filter(participant -> participant.path("role").asText().equals("owner"))
                .map(participant -> participant.get("user").longValue())
                .toList();
    }

    @Test // S-MOD-2
    void participantsSeeThatAnAccountIsDeactivated() {
        String direct = direct(ama, kofi);
        String message = kofi.sendMessage(direct, "Between us");
        String group = ama.createConversation("Lunch", kofi, esi);
        kofi.post(direct + "read/", object("seq", 1)).expect(200);
        for (boolean active : new boolean[] {true, false, true}) {
            set(kofi, active).expect(200);
            for (String conversation : List.of(direct, group)) {
                assertEquals(active, isActive(person(ama.get(conversation), kofi)));
                assertTrue(isActive(person(ama.get(conversation), ama)));
                assertEquals(active, isActive(ama.get(part(conversation, kofi)).get("user_details")));
            }
            ApiResponse listed = ama.get("conversations/?kind=direct").expect(200);
            assertTrue(
                    listed.text()
                            .contains("\"username\":\"" + kofi.username() + "\",\"first_name\":\"\","
                                    + "\"last_name\":\"\",\"is_active\":" + active),
                    listed::toString);
            assertEquals(active, isActive(ama.get(message).get("sender_details")));
            assertEquals(
                    active,
                    isActive(ama.get(direct + "receipts/?search=" + kofi.username())
                            .results()
                            .get(0)
                            .get("user_details")));
        }
        kofi = again(kofi);
        kofi.request("DELETE", "users/me/")
                .json(object("current_password", Account.PASSWORD))
                .send()
                .expect(204);
        assertFalse(isActive(person(ama.get(direct), kofi)));
    }

    private static JsonNode person(ApiResponse conversation, Account account) {
        return ApiResponse.items(conversation.expect(200).get("participant_details")).stream()
                .filter(person -> person.get("id").longValue() == account.id())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isActive(JsonNode person) {
        return person.get("is_active").booleanValue();
    }

    @Test // S-MOD-2
    void administratorAppointsAnOwner() {
        String group = ama.createConversation("Lunch", kofi);
        deactivate(kofi);
        deactivate(ama);
        String path = "admin/" + group + "owner/";
        // A user who is not a participant joins.
        ApiResponse appointed = administrator
                .put(path + "?reason=no%20successor", object("user", esi.id()))
                .expect(200);
        assertEquals(esi.id(), appointed.get("owner").longValue());
        assertEquals("owner", esi.get(group).expect(200).get("role").textValue());
        assertEquals("admin", esi.get(part(group, ama)).get("role").textValue());
        assertEquals(List.of("user " + esi.id() + ": no successor"), audited(group));
        // A repetition changes nothing.
        long version = esi.get(group).get("version").longValue();
        administrator.put(path, object("user", esi.id())).expect(200);
        assertEquals(version, esi.get(group).get("version").longValue());
        assertEquals(1, audited(group).size());
        // A participant.
        reactivate(kofi);
        String longest = "r".repeat(500);
        administrator
                .put(path + "?reason=" + longest, object("user", kofi.id()))
                .expect(200);
        assertEquals(kofi.id(), owner(group));
        assertEquals("admin", esi.get(group).get("role").textValue());
        assertEquals(
                Set.of("user " + esi.id() + ": no successor", "user " + kofi.id() + ": " + longest),
                Set.copyOf(audited(group)));
        // A former participant joins again.
        Account back = again(kofi);
        back.delete(part(group, esi)).expect(204);
        administrator.put(path, object("user", esi.id())).expect(200);
        assertEquals(esi.id(), owner(group));
        assertEquals(3, esi.get(group).get("participants").size());
    }

    private static List<String> audited(String group) {
        return administrator
                .get("admin/audit/?action=conversation.appoint_owner&target_id=" + group.replaceAll("\\D", ""))
                .expect(200)
                .results()
                .stream()
                .map(entry -> entry.get("detail").textValue())
                .toList();
    }

    @Test // S-MOD-2
    void onlyAdministratorsAppointActiveUsers() {
        String group = ama.createConversation("Lunch", kofi);
        String path = "admin/" + group + "owner/";
        deactivate(kofi);
        administrator.put(path, object("user", kofi.id())).expectProblem(409);
        for (Object user : new Object[] {Long.MAX_VALUE, 0, -1, null, "1", 1.5, List.of(esi.id())}) {
            assertEquals(
                    List.of("user"),
                    administrator
                            .put(path, object("user", user))
                            .expectProblem(400)
                            .errorFields());
        }
        administrator.put(path, object()).expectProblem(400);
        administrator
                .put(path + "?reason=" + "r".repeat(501), object("user", esi.id()))
                .expectProblem(400);
        administrator
                .put("admin/conversations/" + Long.MAX_VALUE + "/owner/", object("user", esi.id()))
                .expectProblem(404);
        administrator
                .put("admin/" + direct(ama, esi) + "owner/", object("user", esi.id()))
                .expectProblem(403);
        ama.put(path, object("user", esi.id())).expectProblem(403);
        ama.put("admin/conversations/" + Long.MAX_VALUE + "/owner/", object("user", esi.id()))
                .expectProblem(403);
        assertEquals(ama.id(), owner(group));
        assertEquals(List.of(), audited(group));
        ama.delete(group).expect(204);
        administrator.put(path, object("user", esi.id())).expectProblem(404);
    }

    @Test // S-MOD-2
    void simultaneousTransferAndDeactivationLeaveAnActiveOwner() {
        for (int i = 0; i < ROUNDS; i++) {
            Account owner = Account.register();
            Account heir = Account.register();
            String group = owner.createConversation("Race", heir, esi);
            List<Integer> statuses = Concurrently.run(List.<Callable<Integer>>of(
                    () -> owner.patch(part(group, heir), object("role", "owner"))
                            .status(),
                    () -> set(heir, false).status()));
            assertEquals(200, statuses.get(1));
            assertTrue(Set.of(200, 409).contains(statuses.get(0)), statuses::toString);
            assertTrue(Set.of(owner.id(), esi.id()).contains(owner(group)), statuses::toString);
        }
    }

    @Test // S-MOD-2
    void ownersWhoSucceedEachOtherCanBeDeactivatedSimultaneously() {
        for (int i = 0; i < ROUNDS; i++) {
            Account one = Account.register();
            Account other = Account.register();
            List<String> groups = new ArrayList<>();
            groups.add(one.createConversation("Race", other, esi));
            groups.add(other.createConversation("Race", one, esi));
            groups.add(one.createConversation("Race", other, esi));
            List<Integer> statuses = Concurrently.run(Stream.of(one, other)
                    .<Callable<Integer>>map(account -> () -> set(account, false).status())
                    .toList());
            assertEquals(List.of(200, 200), statuses);
            groups.forEach(group -> assertEquals(esi.id(), owner(group)));
        }
    }

    @Test // S-MOD-2
    void groupCreatedDuringDeactivationHasActiveOwnerOrIsRejected() {
        for (int i = 0; i < ROUNDS; i++) {
            Account owner = Account.register();
            List<ApiResponse> answers = Concurrently.run(List.<Callable<ApiResponse>>of(
                    () -> owner.post("conversations/", object("title", "Race", "participants", List.of(esi.id()))),
                    () -> set(owner, false)));
            answers.get(1).expect(200);
            if (answers.get(0).status() == 201) {
                assertEquals(esi.id(), owner("conversations/" + answers.get(0).id() + "/"));
            } else {
                assertTrue(Set.of(401, 404).contains(answers.get(0).status()), answers.get(0)::toString);
            }
        }
    }
}

package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deletion of accounts by their users (S-API-6), and its effects on other participants. */
@Tag("database")
class AccountDeletionIT {
    private static final String ME = "users/me/";
    private static final int GROUPS = 6;

    private Account ama;
    private Account kofi;
    private Account esi;

    @BeforeEach
    void register() {
        ama = Account.register();
        kofi = Account.register();
        esi = Account.register();
    }

    private static ApiResponse delete(Account account) {
        return account.request("DELETE", ME)
                .json(object("current_password", Account.PASSWORD))
                .send();
    }

    private static String nameOfDeleted(Account account) {
        return "deleted-" + account.id();
    }

    private static String count(String rows, Account account) {
        return Sql.text("n", "SELECT COUNT(*) AS n FROM " + rows, account.id());
    }

    @Test
    void deletedAccountHasNoSessionsAndCannotSignIn() {
        Account phone = ama.signInAgain();
        delete(ama).expect(204);
        for (Account device : List.of(ama, phone)) {
            device.get(ME).expectProblem(401);
            ApiRequest.api("POST", "token/refresh/")
                    .json(object("refresh", device.refresh()))
                    .send()
                    .expectProblem(401);
        }
        for (String name : List.of(ama.username(), nameOfDeleted(ama))) {
            ApiRequest.api("POST", "token/")
                    .json(object("username", name, "password", Account.PASSWORD))
                    .send()
                    .expectProblem(401);
        }
    }

    @Test
    void deletionErasesPersonalData() {
        ama.patch(ME, object("first_name", "Ama", "last_name", "Aidoo")).expect(200);
        Account.createAdministrator()
                .post("admin/users/" + ama.id() + "/password-reset/", object())
                .expect(201);
        assertEquals("1", count("password_resets WHERE user_id = ?", ama));
        delete(ama).expect(204);
        assertEquals(
                nameOfDeleted(ama) + "|||||0|0",
                Sql.text(
                        "person",
                        "SELECT CONCAT_WS('|', username, COALESCE(email, ''), COALESCE(password_hash, ''), first_name,"
                                + " last_name, is_admin, is_active) AS person FROM users WHERE id = ?",
                        ama.id()));
        assertEquals("0", count("sessions WHERE user_id = ?", ama));
        assertEquals("0", count("password_resets WHERE user_id = ?", ama));
        // The address is available at once, the name after a waiting period (S-TEXT-2).
        ApiRequest.api("POST", "users/")
                .json(object("username", Account.uniqueUsername(), "email", ama.email(), "password", Account.PASSWORD))
                .send()
                .expect(201);
    }

    @Test
    void placeholderNameOfDeletedAccountIsReserved() {
        for (String name : List.of(
                nameOfDeleted(ama),
                nameOfDeleted(ama).toUpperCase(Locale.ROOT),
                nameOfDeleted(ama) + "-1",
                "deleted")) {
            assertEquals(
                    List.of("username"),
                    ApiRequest.api("POST", "users/")
                            .json(object(
                                    "username",
                                    name,
                                    "email",
                                    Account.email(Account.uniqueUsername()),
                                    "password",
                                    Account.PASSWORD))
                            .send()
                            .expectProblem(400)
                            .errorFields());
            assertEquals(
                    List.of("username"),
                    kofi.patch(ME, object("username", name)).expectProblem(400).errorFields());
        }
    }

    // A user may have had such a name before it was reserved.
    @Test
    void deletionSucceedsWhenPlaceholderNameIsTaken() {
        Sql.run("UPDATE users SET username = ? WHERE id = ?", nameOfDeleted(ama), kofi.id());
        delete(ama).expect(204);
        assertTrue(Sql.text("username", "SELECT username FROM users WHERE id = ?", ama.id())
                .matches(nameOfDeleted(ama) + "-[0-9]+"));
    }

    @Test
    void deletionRequiresTheCurrentPasswordInTheRequest() {
        List<ApiRequest> calls = List.of(
                ama.request("DELETE", ME),
                ama.request("DELETE", ME).json(object()),
                ama.request("DELETE", ME).json(object("current_password", null)),
                ama.request("DELETE", ME).json(object("current_password", "wrong")),
                ama.request("DELETE", ME).json(object("current_password", 5)));
        for (ApiRequest call : calls) {
            assertEquals(
                    List.of("current_password"), call.send().expectProblem(400).errorFields());
        }
        assertEquals(ama.username(), ama.get(ME).expect(200).get("username").textValue());
    }

    @Test
    void participantsSeeDeletedAuthorAndRemovedParticipant() {
        String group = kofi.createConversation("Lunch", ama, esi);
        String message = ama.sendMessage(group, "Rice or fufu?");
        ApiResponse before = kofi.get("sync/").expect(200);
        long version = kofi.get(group).get("version").longValue();
        delete(ama).expect(204);

        assertEquals(version + 1, kofi.get(group).get("version").longValue());
        assertEquals(
                List.of(kofi.id(), esi.id()),
                kofi.get(group + "participants/").results().stream()
                        .map(part -> part.get("user").longValue())
                        .toList());
        assertTrue(kofi.get("sync/?since=" + before.get("position").textValue())
                .expect(200)
                .text()
                .contains("participant.removed"));
        ApiResponse read = kofi.get(message).expect(200);
        assertEquals("Rice or fufu?", read.get("content").textValue());
        assertEquals(ama.id(), read.get("sender").longValue());
        JsonNode sender = read.get("sender_details");
        assertEquals(nameOfDeleted(ama), sender.get("username").textValue());
        assertEquals("", sender.get("first_name").textValue());
        assertFalse(read.text().contains(ama.username()), read::toString);
        // The directory does not list them, and they cannot be added again.
        assertEquals(
                0,
                kofi.get("users/directory/?search=" + nameOfDeleted(ama))
                        .results()
                        .size());
        kofi.post(group + "participants/", object("user", ama.id())).expectProblem(400);
    }

    @Test
    void directConversationStaysForTheOtherParticipant() {
        long id = kofi.post("conversations/", object("kind", "direct", "participants", new long[] {ama.id()}))
                .expect(201)
                .id();
        String direct = "conversations/" + id + "/";
        ama.sendMessage(direct, "Between us");
        delete(ama).expect(204);
        assertEquals(
                "Between us",
                kofi.get(direct + "messages/").results().get(0).get("content").textValue());
        assertTrue(kofi.get(direct + "participants/").text().contains(nameOfDeleted(ama)));
    }

    @Test
    void groupPassesToItsLongestStandingAdministrator() {
        String group = ama.createConversation("Lunch", kofi);
        ama.post(group + "participants/", object("user", esi.id(), "role", "admin"))
                .expect(201);
        Account yaw = Account.register();
        ama.post(group + "participants/", object("user", yaw.id(), "role", "admin"))
                .expect(201);
        delete(ama).expect(204);
        assertEquals("owner", esi.get(group).expect(200).get("role").textValue());
        assertEquals(esi.id(), kofi.get(group).get("owner").longValue());
        assertEquals("admin", yaw.get(group).get("role").textValue());
        esi.patch(group, object("title", "Dinner")).expect(200);
    }

    @Test
    void groupWithoutAdministratorPassesToItsLongestStandingMember() {
        String group = ama.createConversation("Lunch", esi);
        ama.post(group + "participants/", object("user", kofi.id())).expect(201);
        delete(ama).expect(204);
        assertEquals("owner", esi.get(group).expect(200).get("role").textValue());
        assertEquals("member", kofi.get(group).get("role").textValue());
    }

    @Test
    void deactivatedAccountInheritsTheGroupLast() {
        String group = ama.createConversation("Lunch", esi);
        ama.post(group + "participants/", object("user", kofi.id())).expect(201);
        Account.createAdministrator()
                .patch("admin/users/" + esi.id() + "/", object("is_active", false))
                .expect(200);
        delete(ama).expect(204);
        assertEquals("owner", kofi.get(group).expect(200).get("role").textValue());
    }

    @Test
    void groupWithoutParticipantsIsDeleted() {
        String group = ama.createConversation("Alone", kofi);
        kofi.delete(group + "participants/" + kofi.id() + "/").expect(204);
        delete(ama).expect(204);
        assertEquals(
                "1",
                Sql.text(
                        "n",
                        "SELECT deleted_at IS NOT NULL AS n FROM conversations WHERE id = ?",
                        Long.valueOf(group.split("/")[1])));
    }

    @Test
    void membersOfTheSameGroupsCanDeleteTheirAccountsSimultaneously() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            List<Account> people = new ArrayList<>(List.of(ama, kofi, esi));
            Account owner = people.remove(i % people.size());
            groups.add(owner.createConversation("Crowd", people.toArray(Account[]::new)));
        }
        Account yaw = Account.register();
        groups.add(yaw.createConversation("Stays", ama, kofi, esi));
        List<Integer> statuses = Concurrently.run(Stream.of(ama, kofi, esi)
                .<Callable<Integer>>map(account -> () -> delete(account).status())
                .toList());
        assertEquals(List.of(204, 204, 204), statuses);
        for (String group : groups.subList(0, GROUPS)) {
            assertEquals(
                    "1",
                    Sql.text(
                            "n",
                            "SELECT deleted_at IS NOT NULL AS n FROM conversations WHERE id = ?",
                            Long.valueOf(group.split("/")[1])));
        }
        assertEquals(1, yaw.get(groups.get(GROUPS) + "participants/").results().size());
    }

    @Test
    void administratorCannotChangeDeletedAccount() {
        delete(ama).expect(204);
        assertEquals("1", count("users WHERE deleted_at = updated_at AND id = ?", ama));
        assertCannotBeChanged(ama);
    }

    // Such a server can run beside this one during a rolling update.
    @Test
    void accountDeletedByThePreviousVersionCountsAsDeleted() {
        Sql.run("UPDATE users SET username = CONCAT('deleted-', id), email = NULL, first_name = '', last_name = '',"
                + " password_hash = NULL, is_active = FALSE, is_admin = FALSE, revision = revision + 1,"
                + " updated_at = UTC_TIMESTAMP(6) WHERE id = " + ama.id());
        assertCannotBeChanged(ama);
    }

    private static void assertCannotBeChanged(Account account) {
        Account admin = Account.createAdministrator();
        String path = "admin/users/" + account.id() + "/";
        admin.patch(path, object("is_active", true)).expectProblem(409);
        admin.patch(path, object("is_admin", true)).expectProblem(409);
        admin.post(path + "password-reset/", object()).expectProblem(409);
        assertFalse(admin.get(path).expect(200).get("is_active").booleanValue());
    }

    @Test
    void lastAdministratorCannotDeleteTheAccount() {
        Account first = Account.createAdministrator();
        Account second = Account.createAdministrator();
        String others = Sql.text(
                        "ids",
                        "SELECT COALESCE(JSON_ARRAYAGG(id), '[0]') AS ids FROM users WHERE is_admin AND id NOT IN (?, ?)",
                        first.id(),
                        second.id())
                .replace('[', '(')
                .replace(']', ')');
        Sql.run("UPDATE users SET is_admin = FALSE WHERE id IN " + others);
        try {
            // Both at the same time: neither must rely on the other.
            List<Integer> statuses = Concurrently.run(Stream.of(first, second)
                    .<Callable<Integer>>map(account -> () -> delete(account).status())
                    .toList());
            assertEquals(List.of(204, 409), statuses.stream().sorted().toList());
            Account left = statuses.get(0) == 409 ? first : second;
            delete(left).expectProblem(409);
            assertTrue(left.get(ME).expect(200).get("is_admin").booleanValue());
        } finally {
            Sql.run("UPDATE users SET is_admin = TRUE WHERE id IN " + others);
        }
    }
}

package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

/** Every cell of the table in {@code docs/permissions.md}, which is read from there. */
@Tag("database")
class ConversationRulesIT { // S-PLUS-1

    private static final Path TABLE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("docs/permissions.md");
    private static final List<String> WHO = List.of("Owner", "Administrator", "Member", "Direct", "Anyone else");

    private static final Map<String, Action> ACTIONS = actions();

    private static Account owner;
    private static Account administrator;
    private static Account member;
    private static Account otherAdministrator;
    private static Account otherMember;
    private static Account stranger;

    /** An action of a caller on a conversation that was created for it. */
    private interface Action {
        ApiResponse by(Account caller, String conversation);
    }

    private static Map<String, Action> actions() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("read the conversation and its messages", (caller, at) -> {
            ApiResponse read = caller.get(at);
            assertEquals(read.status(), caller.get(at + "messages/").status());
            return read;
        });
        actions.put("send a message", (caller, at) -> caller.post(at + "messages/", object("content", "Hello")));
        actions.put(
                "edit your own message",
                (caller, at) -> caller.patch(message(caller, at), object("content", "Changed")));
        actions.put(
                "edit another user's message",
                (caller, at) -> caller.patch(messageOfAnother(caller, at), object("content", "Changed")));
        actions.put("delete your own message", (caller, at) -> caller.delete(message(caller, at)));
        actions.put("delete another user's message", (caller, at) -> caller.delete(messageOfAnother(caller, at)));
        actions.put("change the title", (caller, at) -> caller.patch(at, object("title", "Changed")));
        actions.put("change `history`", (caller, at) -> caller.patch(at, object("history", "joined")));
        actions.put("add a member", (caller, at) -> {
            ApiResponse added = caller.post(at + "participants/", object("user", stranger.id(), "role", "member"));
            Account another = Account.register();
            List<Long> all = new ArrayList<>(people(at));
            all.add(another.id());
            assertEquals(
                    added.status() < 300,
                    caller.patch(at, object("participants", all)).status() < 300,
                    "the other way to add a participant");
            return added;
        });
        actions.put(
                "add an administrator",
                (caller, at) -> caller.post(at + "participants/", object("user", stranger.id(), "role", "admin")));
        actions.put("remove a member", (caller, at) -> removal(caller, at, otherMember));
        actions.put("remove an administrator", (caller, at) -> removal(caller, at, otherAdministrator));
        actions.put("remove the owner", (caller, at) -> caller.delete(at + "participants/" + owner.id() + "/"));
        actions.put("leave", (caller, at) -> caller.delete(at + "participants/" + caller.id() + "/"));
        actions.put(
                "change a role",
                (caller, at) -> caller.patch(at + "participants/" + otherMember.id() + "/", object("role", "admin")));
        actions.put(
                "transfer the ownership",
                (caller, at) -> caller.patch(at + "participants/" + otherMember.id() + "/", object("role", "owner")));
        actions.put("delete the conversation", (caller, at) -> caller.delete(at));
        actions.put("mark as read or unread, mute, archive, pin", (caller, at) -> {
            owner.post(at + "messages/", object("content", "Hello"));
            ApiResponse read = caller.post(at + "read/", object("seq", 0));
            for (String flag : List.of("muted", "archived", "pinned")) {
                assertEquals(
                        read.status(),
                        caller.patch(at + "preferences/", object(flag, true)).status());
            }
            return read;
        });
        actions.put("list participants and read receipts", (caller, at) -> {
            ApiResponse participants = caller.get(at + "participants/");
            assertEquals(participants.status(), caller.get(at + "receipts/").status());
            return participants;
        });
        return actions;
    }

    // Removing by naming the remaining participants must be allowed to the same users.
    private static ApiResponse removal(Account caller, String at, Account whom) {
        ApiResponse removed = caller.delete(at + "participants/" + whom.id() + "/");
        owner.post(at + "participants/", object("user", whom.id(), "role", whom == otherMember ? "member" : "admin"));
        List<Long> others = people(at).stream().filter(id -> id != whom.id()).toList();
        assertEquals(
                removed.status() < 300,
                caller.patch(at, object("participants", others)).status() < 300,
                "the other way to remove a participant");
        return removed;
    }

    @BeforeAll
    static void register() {
        owner = Account.register();
        administrator = Account.register();
        member = Account.register();
        otherAdministrator = Account.register();
        otherMember = Account.register();
        stranger = Account.register();
    }

    @Test
    void theTestKnowsEveryActionOfTheTable() throws IOException {
        assertEquals(
                new TreeSet<>(ACTIONS.keySet()),
                new TreeSet<>(rows().map(cells -> cells.get(0)).toList()));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("cells")
    void everybodyMayDoWhatTheTableSays(String action, String who, String expected) {
        boolean direct = who.equals("Direct");
        // A direct conversation has no other participants to act on.
        String conversation = direct ? direct() : group();
        Account caller = switch (who) {
            case "Owner", "Direct" -> owner;
            case "Administrator" -> administrator;
            case "Member" -> member;
            default -> Account.register();
        };
        ApiResponse answer = ACTIONS.get(action).by(caller, conversation);
        if (expected.equals("yes")) {
            assertTrue(answer.status() < 300, answer::toString);
        } else {
            answer.expectProblem(Integer.parseInt(expected));
        }
    }

    static Stream<Arguments> cells() throws IOException {
        return rows().flatMap(cells ->
                WHO.stream().map(who -> Arguments.of(cells.get(0), who, cells.get(1 + WHO.indexOf(who)))));
    }

    /** The cells of the table's rows, the action first. */
    private static Stream<List<String>> rows() throws IOException {
        List<List<String>> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
        assertEquals(WHO, lines.get(0).subList(1, lines.get(0).size()));
        return lines.stream().skip(1);
    }

    private static String group() {
        String conversation = owner.createConversation("Rules", administrator, member, otherAdministrator, otherMember);
        for (Account one : List.of(administrator, otherAdministrator)) {
            owner.patch(conversation + "participants/" + one.id() + "/", object("role", "admin"))
                    .expect(200);
        }
        return conversation;
    }

    private static String direct() {
        Account other = Account.register();
        return "conversations/"
                + owner.post("conversations/", object("kind", "direct", "participants", List.of(other.id())))
                        .expect(201)
                        .id()
                + "/";
    }

    private static List<Long> people(String conversation) {
        return ApiResponse.items(owner.get(conversation).get("participants")).stream()
                .map(id -> id.longValue())
                .toList();
    }

    private static String message(Account sender, String conversation) {
        boolean isIn = sender.get(conversation).status() == 200;
        return (isIn ? sender : owner).sendMessage(conversation, "Hello");
    }

    private static String messageOfAnother(Account caller, String conversation) {
        Account other = caller == owner ? member : owner;
        if (other.get(conversation).status() == 200) {
            return other.sendMessage(conversation, "Hello");
        }
        // The other of the two participants, who has no client here, sent the message that is now theirs.
        String message = owner.sendMessage(conversation, "Hello");
        long two = people(conversation).stream()
                .filter(id -> id != owner.id())
                .findFirst()
                .orElseThrow();
        Sql.run("UPDATE messages SET sender_id = ? WHERE id = ?", two, message.split("/")[3]);
        return message;
    }
}

package messaging.command;

import java.util.List;
import java.util.Map;
import messaging.settings.Settings;
import messaging.user.Passwords;
import messaging.user.Profile;

/** Creates the test data: three users and a conversation between them. */
final class TestDataCommand {
    private static final String PASSWORD = "testpass123";
    private static final List<TestUser> USERS = List.of(
            new TestUser("kwame", "Kwame", "Mensah"),
            new TestUser("ama", "Ama", "Aidoo"),
            new TestUser("kofi", "Kofi", "Asare"));

    private final OperatorDatabase database;
    private final Passwords passwords;
    private final AccountRows accounts;

    private record TestUser(String username, String firstName, String lastName) {}

    TestDataCommand(OperatorDatabase database, Map<String, String> environment) {
        this.database = database;
        this.passwords = new Passwords(Settings.passwordsFrom(environment));
        this.accounts =
                new AccountRows(database, Settings.accountsFrom(environment).usernameRelease());
    }

    /**
     * Creates the missing parts.
     *
     * @return the message for the operator
     */
    String create() {
        var ids = USERS.stream().map(this::findOrAddUser).toList();
        var kwame = ids.get(0);
        var ama = ids.get(1);
        var done = database.number("SELECT id FROM conversations ORDER BY id LIMIT 1")
                        .isPresent()
                ? "The test users exist; no conversation was created, because the database already has conversations."
                : "Test data created; the ID of its conversation is " + createConversation(ama, kwame) + ".";
        database.commit();
        return done;
    }

    private long findOrAddUser(TestUser user) {
        return database.number("SELECT id FROM users WHERE username = ?", user.username())
                .orElseGet(() -> accounts.add(
                        new Profile(
                                user.username(), user.username() + "@example.com", user.firstName(), user.lastName()),
                        passwords.hash(PASSWORD),
                        false));
    }

    private long createConversation(long owner, long member) {
        var messages = List.of("Hi Kwame, can we go through the project today?", "Hello Ama, yes: at three?");
        // The same numbers as from the server: one version for the creation, one for each message.
        database.write(
                "INSERT INTO conversations (id, title, last_seq, version, created_at, updated_at)"
                        + " VALUES (1, 'Project', ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                messages.size(),
                1 + messages.size());
        addParticipant(owner, "owner");
        addParticipant(member, "member");
        for (int i = 0; i < messages.size(); i++) {
            database.write(
                    "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version,"
                            + " created_at, updated_at) VALUES (1, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                    i + 1,
                    i % 2 == 0 ? owner : member,
                    messages.get(i),
                    2 + i,
                    2 + i);
        }
        // Each user has read up to their own last message, so Ama has unread messages.
        addInboxEntry(owner, 1);
        addInboxEntry(member, messages.size());
        return 1;
    }

    private void addInboxEntry(long user, long seq) {
        database.write(
                "INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq, receipt_at)"
                        + " VALUES (1, ?, ?, ?, UTC_TIMESTAMP(6))",
                user,
                seq,
                seq);
    }

    private void addParticipant(long user, String role) {
        database.write(
                "INSERT INTO participants (conversation_id, user_id, role, version, joined_version, joined_at)"
                        + " VALUES (1, ?, ?, 1, 1, UTC_TIMESTAMP(6))",
                user,
                role);
    }
}

package messaging.command;

import java.util.List;
import java.util.Map;
import messaging.settings.Settings;
import messaging.user.Passwords;
import messaging.user.Profile;

/** Loads the test data: three people who know each other, and a conversation. */
final class TestDataCommand {
    private static final String PASSWORD = "testpass123";
    private static final List<Person> PEOPLE = List.of(
            new Person("kwame", "Kwame", "Mensah"),
            new Person("ama", "Ama", "Aidoo"),
            new Person("kofi", "Kofi", "Asare"));

    private final OperatorDatabase database;
    private final Passwords passwords;
    private final AccountRows accounts;

    private record Person(String username, String firstName, String lastName) {}

    TestDataCommand(OperatorDatabase database, Map<String, String> environment) {
        this.database = database;
        this.passwords = new Passwords(Settings.passwordsFrom(environment));
        this.accounts =
                new AccountRows(database, Settings.accountsFrom(environment).usernameRelease());
    }

    /**
     * Loads what is missing.
     *
     * @return what was done
     */
    String create() {
        var ids = PEOPLE.stream().map(this::person).toList();
        var kwame = ids.get(0);
        var ama = ids.get(1);
        var done = database.number("SELECT id FROM conversations ORDER BY id LIMIT 1")
                        .isPresent()
                ? "The test data's people are there; there are conversations already, none is added."
                : "The test data is loaded; its conversation has id " + conversation(ama, kwame) + ".";
        database.commit();
        return done;
    }

    private long person(Person person) {
        return database.number("SELECT id FROM users WHERE username = ?", person.username())
                .orElseGet(() -> accounts.add(
                        new Profile(
                                person.username(),
                                person.username() + "@example.com",
                                person.firstName(),
                                person.lastName()),
                        passwords.hash(PASSWORD),
                        false));
    }

    private long conversation(long owner, long member) {
        var words = List.of("Hi Kwame, shall we go through the project today?", "Hello Ama, yes: at three?");
        // Numbers as the application gives them: one version for the beginning, one for each message.
        database.write(
                "INSERT INTO conversations (id, title, last_seq, version, created_at, updated_at)"
                        + " VALUES (1, 'Project', ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                words.size(),
                1 + words.size());
        join(owner, "owner");
        join(member, "member");
        for (int i = 0; i < words.size(); i++) {
            database.write(
                    "INSERT INTO messages (conversation_id, seq, sender_id, content, version, sent_version,"
                            + " created_at, updated_at) VALUES (1, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
                    i + 1,
                    i % 2 == 0 ? owner : member,
                    words.get(i),
                    2 + i,
                    2 + i);
        }
        // Each has read up to their own words, so Ama has something to read.
        hasRead(owner, 1);
        hasRead(member, words.size());
        return 1;
    }

    private void hasRead(long user, long seq) {
        database.write(
                "INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq, receipt_at)"
                        + " VALUES (1, ?, ?, ?, UTC_TIMESTAMP(6))",
                user,
                seq,
                seq);
    }

    private void join(long user, String role) {
        database.write(
                "INSERT INTO participants (conversation_id, user_id, role, version, joined_version, joined_at)"
                        + " VALUES (1, ?, ?, 1, 1, UTC_TIMESTAMP(6))",
                user,
                role);
    }
}

package messaging.command;

import java.util.Map;
import java.util.Optional;
import messaging.problem.ErrorCode;
import messaging.problem.ValueFormat;
import messaging.settings.Settings;
import messaging.text.EmailAddresses;
import messaging.text.UsernameRules;
import messaging.user.Passwords;
import messaging.user.Profile;
import messaging.user.Username;
import messaging.user.UsernamePolicy;

/** Creates an administrator. */
final class SuperuserCommand {
    private static final String PASSWORD_VARIABLE = "SUPERUSER_PASSWORD";

    private final OperatorDatabase database;
    private final Map<String, String> environment;
    private final Passwords passwords;
    private final UsernamePolicy usernames;
    private final AccountRows accounts;

    SuperuserCommand(OperatorDatabase database, Map<String, String> environment) {
        this.database = database;
        this.environment = environment;
        var rules = Settings.accountsFrom(environment);
        this.passwords = new Passwords(Settings.passwordsFrom(environment), rules.serviceName());
        this.usernames = new UsernamePolicy(rules);
        this.accounts = new AccountRows(database, rules.usernameRelease());
    }

    /**
     * Creates the account. An existing account is promoted only on request, because any user may have registered the
     * name before; its password is kept.
     *
     * @param username username
     * @param email email address of a new account
     * @param promote whether to promote an existing account
     * @return the message for the operator
     */
    String create(String username, String email, boolean promote) {
        return createNormalized(
                UsernameRules.normalize(username),
                EmailAddresses.canonical(email).orElse(email),
                promote);
    }

    private String createNormalized(String username, String email, boolean promote) {
        var existing = database.number("SELECT id FROM users WHERE username = ? FOR UPDATE", username);
        if (existing.isPresent() && !promote) {
            throw new CommandFailed(
                    "--username " + ErrorCode.TAKEN.template() + "; use --promote to make that user an administrator");
        }
        var done = existing.isPresent() ? promote(existing.get(), username) : register(username, email);
        database.commit();
        return done;
    }

    private String promote(long id, String username) {
        database.write(
                "UPDATE users SET is_admin = TRUE, is_active = TRUE, revision = revision + 1,"
                        + " updated_at = UTC_TIMESTAMP(6) WHERE id = ?",
                id);
        return "User " + username + " is now an administrator; the password is unchanged.";
    }

    private String register(String username, String email) {
        if (username.codePointCount(0, username.length()) > Username.MAX_LENGTH) {
            throw new CommandFailed("--username must be at most " + Username.MAX_LENGTH + " characters");
        }
        usernames.validateForOperator("username", username).ifPresent(fault -> {
            throw new CommandFailed("--username " + fault.message());
        });
        if (!email.matches("[^@\\s]+@[^@\\s]+")) {
            throw new CommandFailed("--email must be " + ValueFormat.EMAIL.description());
        }
        if (database.number("SELECT id FROM users WHERE unique_email IN (?, ?)", email, EmailAddresses.unicode(email))
                .isPresent()) {
            throw new CommandFailed("--email " + ErrorCode.TAKEN.template());
        }
        var password = password();
        passwords
                .validate("password", password, new Profile(username, email, "", ""))
                .ifPresent(fault -> {
                    throw new CommandFailed("The password " + fault.message());
                });
        accounts.add(new Profile(username, email, "", ""), passwords.hash(password), true);
        return "Administrator " + username + " created.";
    }

    private String password() {
        return Optional.ofNullable(environment.get(PASSWORD_VARIABLE))
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(System.console())
                        .map(console -> console.readPassword("Password: "))
                        .map(String::new))
                .orElseThrow(() -> new CommandFailed(
                        "Cannot prompt for the password without a terminal; set " + PASSWORD_VARIABLE));
    }
}

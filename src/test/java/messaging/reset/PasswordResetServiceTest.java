package messaging.reset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messaging.it.MutableClock;
import messaging.mail.Mailer;
import messaging.problem.ErrorCode;
import messaging.problem.InvalidInput;
import messaging.settings.Settings;
import messaging.user.AccountDeleted;
import messaging.user.DeletedAccountImmutable;
import messaging.user.EmailChanged;
import messaging.user.ExampleUser;
import messaging.user.InMemoryUsers;
import messaging.user.PasswordChanged;
import messaging.user.Passwords;
import messaging.user.UserNotFound;
import messaging.user.UserService;
import org.junit.jupiter.api.Test;

// S-API-16
class PasswordResetServiceTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DB_PASSWORD", "x", "SIGNING_KEYS", "x", "SMTP_HOST", "mail.example.com", "MAIL_FROM", "m@example.com");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:30:00Z"));
    private final InMemoryUsers users = new InMemoryUsers();
    private final Resets resets = new Resets();
    private final Accounts accounts = new Accounts();
    private final Outbox mailer = new Outbox();
    private final Settings settings = Settings.from(ENVIRONMENT);
    private final PasswordResetService service = service(settings);

    @Test
    void codeIsSentToTheAddressOfAnActiveAccount() {
        users.store(ExampleUser.of(1, "ama"));
        service.sendCode("AMA@example.com");
        assertEquals(List.of("ama@example.com"), mailer.recipients);
        assertTrue(mailer.text.contains("#/password-reset/"), mailer.text);
        assertTrue(mailer.text.contains("Hello ama,"), mailer.text);
    }

    @Test
    void noCodeIsSentToOtherAddresses() {
        users.store(ExampleUser.deactivated(ExampleUser.of(1, "ama")));
        users.store(ExampleUser.external(2, "kofi"));
        for (var name : List.of("ama", "kofi", "unknown")) {
            service.sendCode(name + "@example.com");
        }
        assertEquals(List.of(), mailer.recipients);
        assertEquals(List.of(), resets.stored);
    }

    @Test
    void noCodeIsCreatedWithoutAMailServer() {
        users.store(ExampleUser.of(1, "ama"));
        service(Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x"))).sendCode("ama@example.com");
        assertEquals(List.of(), resets.stored);
    }

    @Test
    void codeOfAnAdministratorExpires() {
        users.store(ExampleUser.of(1, "ama"));
        var code = service.createCode(1);
        assertEquals(clock.instant().plus(settings.passwords().resetLifetime()), code.expiresAt());
        assertTrue(code.url().endsWith("#/password-reset/" + code.code()), code.url());
        clock.advance(settings.passwords().resetLifetime());
        assertRejected(code.code());
    }

    @Test
    void onlyAccountsWithAPasswordGetACode() {
        users.store(ExampleUser.external(1, "ama"));
        users.store(ExampleUser.deleted(ExampleUser.of(2, "kofi")));
        assertThrows(ExternalAccountHasNoPassword.class, () -> service.createCode(1));
        assertThrows(DeletedAccountImmutable.class, () -> service.createCode(2));
        assertThrows(UserNotFound.class, () -> service.createCode(3));
    }

    @Test
    void codeSetsThePasswordOnce() {
        users.store(ExampleUser.of(1, "ama"));
        var code = service.createCode(1).code();
        service.confirm(new ResetConfirmation(code, PASSWORD));
        assertEquals(List.of(1L), accounts.changed);
        assertRejected(code);
        assertEquals(List.of(1L), accounts.changed);
    }

    @Test
    void weakPasswordLeavesTheCodeValid() {
        users.store(ExampleUser.of(1, "ama"));
        var code = service.createCode(1).code();
        accounts.rejects = true;
        assertThrows(InvalidInput.class, () -> service.confirm(new ResetConfirmation(code, "password")));
        accounts.rejects = false;
        service.confirm(new ResetConfirmation(code, PASSWORD));
        assertEquals(List.of(1L), accounts.changed);
    }

    @Test
    void unknownCodeIsRejected() {
        assertRejected("made-up");
    }

    @Test
    void changedPasswordAndAddressInvalidateAllCodes() {
        users.store(ExampleUser.of(1, "ama"));
        var first = service.createCode(1).code();
        service.passwordChanged(new PasswordChanged(1, Optional.empty()));
        assertRejected(first);
        var second = service.createCode(1).code();
        service.emailChanged(new EmailChanged(1));
        assertRejected(second);
    }

    @Test
    void deletionOfTheAccountDeletesItsCodes() {
        users.store(ExampleUser.of(1, "ama"));
        service.createCode(1);
        service.accountDeleted(new AccountDeleted(1));
        assertEquals(List.of(), resets.stored);
    }

    private void assertRejected(String code) {
        assertThrows(InvalidResetCode.class, () -> service.confirm(new ResetConfirmation(code, PASSWORD)));
    }

    private PasswordResetService service(Settings with) {
        var passwords = new Passwords(new Settings.Passwords(8, 1, 1, Duration.ofHours(1)));
        return new PasswordResetService(resets, users, accounts, passwords, mailer, with, clock);
    }

    private static final class Outbox extends Mailer {
        private final List<String> recipients = new ArrayList<>();
        private String text;

        @Override
        public void send(String address, String subject, String body) {
            recipients.add(address);
            text = body;
        }
    }

    private static final class Accounts extends UserService {
        private final List<Long> changed = new ArrayList<>();
        private boolean rejects;

        @Override
        public void resetPassword(long id, String password, String hash) {
            assertFalse(hash.contains(password));
            if (rejects) {
                throw new InvalidInput("password", ErrorCode.PASSWORD_TOO_COMMON);
            }
            changed.add(id);
        }
    }

    private static final class Resets extends PasswordResets {
        private final List<PasswordReset> stored = new ArrayList<>();

        @Override
        void add(PasswordReset reset) {
            stored.add(reset);
        }

        @Override
        Optional<Long> findAccount(ResetCode code, Instant now) {
            return lock(code).filter(reset -> reset.isValid(now)).map(PasswordReset::userId);
        }

        @Override
        Optional<PasswordReset> lock(ResetCode code) {
            return stored.stream()
                    .filter(reset -> Arrays.equals(reset.codeHash(), code.hash()))
                    .findFirst();
        }

        @Override
        void invalidateAll(long user, Instant now) {
            stored.stream().filter(reset -> reset.userId() == user).forEach(reset -> reset.markUsed(now));
        }

        @Override
        void deleteAll(long user) {
            stored.removeIf(reset -> reset.userId() == user);
        }
    }
}

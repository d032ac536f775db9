package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.validation.Validator;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import messaging.RecordingEvent;
import messaging.it.MutableClock;
import messaging.json.Change;
import messaging.problem.ErrorCode;
import messaging.problem.Forbidden;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.revision.RevisionMismatch;
import messaging.settings.Settings;
import org.junit.jupiter.api.Test;

// S-API-5, S-API-6, S-TEXT-2, S-WEB-2
class UserServiceTest {
    private static final String PASSWORD = "correct horse battery";
    private static final IfMatch ANY = IfMatch.orAny(null);
    private static final Settings SETTINGS =
            Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x", "PASSWORD_MEMORY_KIB", "8"));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:30:00Z"));
    private final InMemoryUsers users = new InMemoryUsers();
    private final RecordingEvent<Object> events = new RecordingEvent<>();
    private final Passwords passwords = new Passwords(new Settings.Passwords(8, 1, 1, Duration.ofHours(1)));
    private final UsernameRegistry usernames =
            new UsernameRegistry(users, new InMemoryUsernameClaims(), new UsernamePolicy(SETTINGS), clock);
    private final UserService service = new UserService(
            users,
            usernames,
            new ProfileValidator(users, usernames, passwords, noConstraints()),
            passwords,
            events,
            clock);

    @Test
    void registrationStoresTheHashOfThePassword() {
        var view = service.register(registration("ama", "ama@example.com", PASSWORD));
        var user = users.find(view.id()).orElseThrow();
        assertTrue(passwords.matches(PASSWORD, user.passwordHash()));
        assertFalse(user.isAdmin());
    }

    @Test
    void registrationReportsAllErrorsTogether() {
        service.register(registration("ama", "ama@example.com", PASSWORD));
        assertErrors(
                Map.of(
                        "username",
                        ErrorCode.TAKEN,
                        "email",
                        ErrorCode.TAKEN,
                        "password",
                        ErrorCode.PASSWORD_TOO_COMMON),
                () -> service.register(registration("AMA", "AMA@example.com", "password")));
    }

    @Test
    void reservedUsernameIsRejected() {
        assertErrors(
                Map.of("username", ErrorCode.RESERVED),
                () -> service.register(registration("admin", "ama@example.com", PASSWORD)));
    }

    @Test
    void releasedUsernameIsTakenUntilTheWaitingPeriodEnds() {
        var ama = register("ama");
        service.updateProfile(ama, rename("efua"), ANY, Optional.empty(), Optional.empty());
        assertErrors(
                Map.of("username", ErrorCode.TAKEN),
                () -> service.register(registration("ama", "other@example.com", PASSWORD)));
        clock.advance(SETTINGS.accounts().usernameRelease());
        service.register(registration("ama", "other@example.com", PASSWORD));
    }

    @Test
    void formerUsernameIsAvailableToItsAccountAtOnce() {
        var ama = register("ama");
        service.updateProfile(ama, rename("efua"), ANY, Optional.empty(), Optional.empty());
        service.updateProfile(ama, rename("ama"), ANY, Optional.empty(), Optional.empty());
        assertEquals("ama", user(ama).username());
    }

    @Test
    void externalAccountWithATakenUsernameGetsANumber() {
        register("ama");
        var external = service.registerExternal(new Profile("ama", null, "", ""));
        assertTrue(external.username().matches("ama-\\d{4,6}"), external.username());
    }

    @Test
    void externalAccountMayHaveATakenEmailAddress() {
        register("ama");
        var external = service.registerExternal(new Profile("efua", "ama@example.com", "", ""));
        assertEquals("ama@example.com", external.profile().email());
    }

    @Test
    void changedEmailAddressFiresAnEventAndAChangedNameDoesNot() {
        var ama = register("ama");
        service.updateProfile(ama, changes(Change.absent(), Change.to("Ama")), ANY, Optional.empty(), Optional.empty());
        assertEquals(List.of(), events.fired());
        service.updateProfile(
                ama, changes(Change.to("new@example.com"), Change.absent()), ANY, Optional.empty(), Optional.empty());
        assertEquals(List.of(new EmailChanged(ama)), events.fired());
    }

    @Test
    void staleRevisionIsRejected() {
        var ama = register("ama");
        var stale = IfMatch.fromString("\"7\"");
        assertThrows(
                RevisionMismatch.class,
                () -> service.updateProfile(ama, rename("efua"), stale, Optional.empty(), Optional.empty()));
        assertEquals("ama", user(ama).username());
    }

    @Test
    void newPasswordRequiresTheCurrentOne() {
        var ama = register("ama");
        var changes = newPassword("battery staple horse", "wrong password");
        assertErrors(
                Map.of("current_password", ErrorCode.INCORRECT),
                () -> service.updateProfile(ama, changes, ANY, Optional.empty(), Optional.empty()));
        assertTrue(passwords.matches(PASSWORD, user(ama).passwordHash()));
    }

    @Test
    void externalAccountCannotSetAPassword() {
        users.store(ExampleUser.external(1, "ama"));
        assertErrors(
                Map.of("current_password", ErrorCode.INCORRECT),
                () -> service.updateProfile(1, newPassword(PASSWORD, "any"), ANY, Optional.empty(), Optional.empty()));
        assertEquals(Optional.empty(), user(1).passwordHash());
    }

    @Test
    void newPasswordIsRejectedIfTheCurrentOneWasChangedMeanwhile() {
        var ama = register("ama");
        var verified = new NewPassword(user(ama).passwordHash().orElseThrow(), "new hash");
        service.resetPassword(ama, "staple horse battery");
        assertErrors(
                Map.of("current_password", ErrorCode.INCORRECT),
                () -> service.updateProfile(
                        ama,
                        newPassword("battery staple horse", PASSWORD),
                        ANY,
                        Optional.empty(),
                        Optional.of(verified)));
    }

    @Test
    void newPasswordKeepsTheCallersSessionOnly() {
        var ama = register("ama");
        var verified = new NewPassword(user(ama).passwordHash().orElseThrow(), "new hash");
        service.updateProfile(
                ama, newPassword("battery staple horse", PASSWORD), ANY, Optional.of(7L), Optional.of(verified));
        assertEquals(Optional.of("new hash"), user(ama).passwordHash());
        assertEquals(List.of(new PasswordChanged(ama, Optional.of(7L))), events.fired());
    }

    @Test
    void strongerHashIsStoredUnlessThePasswordWasChanged() {
        var ama = register("ama");
        var hash = user(ama).passwordHash().orElseThrow();
        assertFalse(service.strengthenHash(ama, "another hash", "stronger"));
        assertTrue(service.strengthenHash(ama, hash, "stronger"));
        assertEquals(Optional.of("stronger"), user(ama).passwordHash());
    }

    @Test
    void deletionErasesTheUserAndKeepsTheRow() {
        var ama = register("ama");
        service.delete(ama, user(ama).passwordHash());
        assertTrue(user(ama).isDeleted());
        assertFalse(user(ama).isActive());
        assertEquals(new Profile("deleted-" + ama, null, "", ""), user(ama).profile());
        assertEquals(Optional.empty(), user(ama).passwordHash());
        assertEquals(List.of(new AccountDeletionStarted(ama), new AccountDeleted(ama)), events.fired());
    }

    @Test
    void deletionRequiresTheCurrentPassword() {
        var ama = register("ama");
        assertErrors(
                Map.of("current_password", ErrorCode.INCORRECT),
                () -> service.delete(ama, Optional.of("another hash")));
        assertFalse(user(ama).isDeleted());
    }

    @Test
    void lastAdministratorCannotDeleteTheirAccount() {
        users.store(ExampleUser.admin(1, "ama"));
        users.store(ExampleUser.deactivated(ExampleUser.admin(2, "efua")));
        assertThrows(LastAdministrator.class, () -> service.delete(1, Optional.of("hash")));
        users.store(ExampleUser.admin(3, "kofi"));
        service.delete(1, Optional.of("hash"));
        assertTrue(user(1).isDeleted());
    }

    @Test
    void administratorDeactivatesAndReactivatesAnAccount() {
        users.store(ExampleUser.admin(1, "ama"));
        users.store(ExampleUser.of(2, "kofi"));
        assertTrue(changeRights(2, 1, Change.to(false), Change.absent()).wasActive());
        assertFalse(user(2).isActive());
        assertEquals(List.of(new AccountDeactivationStarted(2), new AccountDeactivated(2)), events.fired());
        changeRights(2, 1, Change.to(true), Change.absent());
        assertTrue(user(2).isActive());
        assertEquals(new AccountReactivated(2), events.fired().get(2));
    }

    @Test
    void administratorPromotesAndDemotesAnAccount() {
        users.store(ExampleUser.admin(1, "ama"));
        users.store(ExampleUser.of(2, "kofi"));
        changeRights(2, 1, Change.absent(), Change.to(true));
        assertTrue(user(2).isAdmin());
        changeRights(2, 1, Change.absent(), Change.to(false));
        assertFalse(user(2).isAdmin());
        assertEquals(List.of(new RightsChanged(2), new RightsChanged(2)), events.fired());
    }

    @Test
    void administratorCannotDemoteOrDeactivateThemselves() {
        users.store(ExampleUser.admin(1, "ama"));
        assertThrows(CannotDemoteSelf.class, () -> changeRights(1, 1, Change.to(false), Change.absent()));
        assertThrows(CannotDemoteSelf.class, () -> changeRights(1, 1, Change.absent(), Change.to(false)));
        assertTrue(user(1).isActive() && user(1).isAdmin());
    }

    @Test
    void formerAdministratorCannotChangeRights() {
        users.store(ExampleUser.of(1, "ama"));
        users.store(ExampleUser.of(2, "kofi"));
        assertThrows(Forbidden.class, () -> changeRights(2, 1, Change.to(false), Change.absent()));
        assertTrue(user(2).isActive());
    }

    @Test
    void administratorByIssuerNeedsNoRightOfTheAccount() {
        users.store(ExampleUser.external(1, "ama"));
        users.store(ExampleUser.of(2, "kofi"));
        service.changeRights(2, 1, true, new AccountChanges(Change.to(false), Change.absent()), ANY);
        assertFalse(user(2).isActive());
    }

    @Test
    void deletedAccountCannotBeChanged() {
        users.store(ExampleUser.admin(1, "ama"));
        users.store(ExampleUser.deleted(ExampleUser.of(2, "kofi")));
        assertThrows(DeletedAccountImmutable.class, () -> changeRights(2, 1, Change.to(true), Change.absent()));
    }

    private UserService.RightsChange changeRights(long id, long caller, Change<Boolean> active, Change<Boolean> admin) {
        return service.changeRights(id, caller, false, new AccountChanges(active, admin), ANY);
    }

    private long register(String username) {
        return service.register(registration(username, username + "@example.com", PASSWORD))
                .id();
    }

    private User user(long id) {
        return users.find(id).orElseThrow();
    }

    private static NewUser registration(String username, String email, String password) {
        return new NewUser(username, email, password, null, null);
    }

    private static ProfileChanges rename(String username) {
        return new ProfileChanges(
                Change.to(username),
                Change.absent(),
                Change.absent(),
                Change.absent(),
                Change.absent(),
                Change.absent());
    }

    private static ProfileChanges changes(Change<String> email, Change<String> firstName) {
        return new ProfileChanges(Change.absent(), email, firstName, Change.absent(), Change.absent(), Change.absent());
    }

    private static ProfileChanges newPassword(String password, String current) {
        return new ProfileChanges(
                Change.absent(),
                Change.absent(),
                Change.absent(),
                Change.absent(),
                Change.to(password),
                Change.to(current));
    }

    private static void assertErrors(Map<String, ErrorCode> expected, Runnable action) {
        var errors = assertThrows(InvalidInput.class, action::run).errors();
        assertEquals(expected.size(), errors.size());
        errors.forEach(error -> assertEquals(expected.get(error.field()), error.code(), error.field()));
    }

    // The server's implementation of Jakarta Validation is not on the class path of unit tests.
    private static Validator noConstraints() {
        return (Validator) Proxy.newProxyInstance(
                UserServiceTest.class.getClassLoader(),
                new Class<?>[] {Validator.class},
                (proxy, method, arguments) -> Set.of());
    }
}

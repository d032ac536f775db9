package messaging.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import messaging.json.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-API-5, S-API-6
class UserTest {
    private static final Instant START = Instant.parse("2026-01-31T09:30:00Z");
    private static final Profile AMA = new Profile("ama", "ama@example.com", "Ama", "Aidoo");

    private final User user = User.register(AMA, "hash", START);

    @Test
    void newAccountIsActiveAndNotAnAdministrator() {
        assertTrue(user.isActive());
        assertFalse(user.isAdmin());
        assertFalse(user.isDeleted());
        assertEquals(1, user.revision());
        assertEquals(START, user.createdAt());
        assertEquals(START, user.updatedAt());
        assertEquals(AMA, user.profile());
    }

    @Test
    void editIncrementsTheRevision() {
        user.updateProfile(new Profile("efua", "efua@example.com", "Efua", "S"), START.plusSeconds(1));
        assertEquals(2, user.revision());
        assertEquals(START.plusSeconds(1), user.updatedAt());
        user.changePassword("other", START.plusSeconds(2));
        assertEquals(3, user.revision());
        assertEquals(START.plusSeconds(2), user.updatedAt());
        assertEquals(Optional.of("other"), user.passwordHash());
    }

    @Test
    void strongerHashIsNotAnEdit() {
        user.strengthenHash("stronger");
        assertEquals(Optional.of("stronger"), user.passwordHash());
        assertEquals(1, user.revision());
        assertEquals(START, user.updatedAt());
    }

    @Test
    void deactivatedAccountIsNotDeleted() {
        user.deactivate(START);
        assertFalse(user.isDeleted());
        user.reactivate(START);
        assertTrue(user.isActive());
    }

    @Test
    void anonymizedAccountIsDeleted() {
        user.anonymize("any name", START);
        assertTrue(user.isDeleted());
        assertFalse(user.isActive());
    }

    @ParameterizedTest
    @CsvSource({
        "deleted-7, , false, true",
        "deleted-7-4711, , false, true",
        "deleted-8, , false, false",
        "deleted-77, , false, false",
        "deleted, , false, false",
        "deleted-7, ama@example.com, false, false",
        "deleted-7, , true, false"
    })
    void accountDeletedByThePreviousVersionIsRecognized(
            String username, String email, boolean active, boolean deleted) {
        var external = ExampleUser.withId(User.registerExternal(new Profile(username, email, "", ""), START), 7);
        if (!active) {
            external.deactivate(START);
        }
        assertEquals(deleted, external.isDeleted());
    }

    @Test
    void changesKeepOmittedFields() {
        var changes = new ProfileChanges(
                Change.absent(),
                Change.to("a@example.com"),
                Change.to(null),
                Change.absent(),
                Change.absent(),
                Change.absent());
        assertEquals(new Profile("ama", "a@example.com", "", "Aidoo"), changes.on(AMA));
    }

    @Test
    void replacementKeepsAnOmittedName() {
        var changes = new ProfileReplacement("kofi", "kofi@example.com", null, "Asare", null, null).asChanges();
        assertEquals(new Profile("kofi", "kofi@example.com", "Ama", "Asare"), changes.on(AMA));
        assertFalse(changes.password().isNamed());
        assertFalse(changes.currentPassword().isNamed());
    }

    @Test
    void stringFormsContainNoPassword() {
        var secret = "correct horse";
        for (var body : new Object[] {
            new NewUser("ama", "a@example.com", secret, null, null),
            new NewPassword(secret, secret),
            new ProfileReplacement("ama", "a@example.com", null, null, secret, secret),
            new ProfileReplacement("ama", "a@example.com", null, null, secret, secret).asChanges()
        }) {
            assertFalse(body.toString().contains(secret), body.toString());
        }
    }
}

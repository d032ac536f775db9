package messaging.container;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import messaging.it.Deployments;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.user.NewUser;
import messaging.user.UserService;
import messaging.user.UserView;
import messaging.user.UserViews;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// S-API-5
@ArquillianTest
@Tag("database")
class UniquenessIT {
    private static final int AT_ONCE = 32;

    @Inject
    private UserService users;

    @Inject
    private UserViews views;

    @Inject
    private Scenario scenario;

    @Inject
    private Rows rows;

    @Inject
    private UserTransaction transaction;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    @Test
    void oneOfManySimultaneousUsernamesSucceeds() throws Exception {
        var name = scenario.name();
        var work = new ArrayList<Callable<UserView>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var spelled = i % 2 == 0 ? name.toUpperCase(Locale.ROOT) : name;
            work.add(() -> users.register(scenario.registration(spelled)));
        }
        oneWins(work, Set.of("username"));
        assertEquals(1, rows.number("SELECT COUNT(*) FROM users WHERE username = ?", name));
    }

    @Test
    void oneOfManySimultaneousAddressesSucceeds() throws Exception {
        var address = scenario.name() + "@example.com";
        var work = new ArrayList<Callable<UserView>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var spelled = i % 2 == 0 ? address.toUpperCase(Locale.ROOT) : address;
            work.add(() -> users.register(new NewUser(scenario.name(), spelled, Scenario.PASSWORD, null, null)));
        }
        oneWins(work, Set.of("email"));
    }

    @Test
    void oneOfManyIdenticalRegistrationsSucceeds() throws Exception {
        var body = scenario.registration(scenario.name());
        var work = new ArrayList<Callable<UserView>>();
        for (int i = 0; i < AT_ONCE; i++) {
            work.add(() -> users.register(body));
        }
        oneWins(work, Set.of("username", "email"));
    }

    @Test
    void accentsDistinguishNamesAndCaseDoesNot() {
        var name = scenario.name();
        scenario.user(name + "é");
        for (var same : List.of(name + "é", name + "É", name.toUpperCase(Locale.ROOT) + "É")) {
            assertEquals(List.of("username"), faults(scenario.registration(same)), same);
        }
        for (var other : List.of(name + "e", name + "è", name)) {
            assertTrue(scenario.user(other) > 0, other);
        }
    }

    @Test
    void allErrorsOfARegistrationAreReported() {
        var body = scenario.registration(scenario.name());
        users.register(body);
        assertEquals(
                List.of("username", "email", "password"),
                faults(new NewUser(body.username(), body.email().toUpperCase(Locale.ROOT), "12345678", null, null)));
    }

    @Test
    void registrationReturnsTheStoredAccount() {
        var name = scenario.name();
        var made = users.register(new NewUser(name, name + "@example.com", Scenario.PASSWORD, "Zoë 🍕", null));
        assertEquals(made, views.get(made.id()).view());
        assertAll(
                () -> assertEquals(name, made.username()),
                () -> assertEquals("Zoë 🍕", made.firstName()),
                () -> assertEquals("", made.lastName()),
                () -> assertTrue(made.isActive() && !made.isAdmin()),
                () -> assertEquals(made.createdAt(), made.updatedAt()));
    }

    @Test
    void onlyTheHashOfThePasswordIsStored() {
        var id = scenario.user();
        var hash = rows.text("SELECT password_hash FROM users WHERE id = ?", id);
        assertTrue(hash.startsWith("$argon2id$"), hash);
        assertNotEquals(hash, rows.text("SELECT password_hash FROM users WHERE id = ?", scenario.user()));
    }

    @Test
    void rejectionRollsTheTransactionBack() throws Exception {
        var taken = scenario.name();
        scenario.user(taken);
        var name = scenario.name();
        transaction.begin();
        try {
            scenario.user(name);
            // Not wrapped by the container; the transaction can no longer commit.
            assertThrows(InvalidInput.class, () -> scenario.user(taken));
            assertEquals(Status.STATUS_MARKED_ROLLBACK, transaction.getStatus());
        } finally {
            transaction.rollback();
        }
        assertEquals(0, rows.number("SELECT COUNT(*) FROM users WHERE username = ?", name));
    }

    private void oneWins(List<Callable<UserView>> work, Set<String> fields) throws Exception {
        var outcomes = scenario.atOnce(work);
        assertEquals(
                1, outcomes.stream().filter(one -> one.result().isPresent()).count());
        outcomes.stream().flatMap(one -> one.failure().stream()).forEach(failure -> {
            var named = assertInstanceOf(InvalidInput.class, failure).errors().stream()
                    .map(FieldError::field)
                    .collect(Collectors.toSet());
            assertTrue(!named.isEmpty() && fields.containsAll(named), named.toString());
        });
    }

    private List<String> faults(NewUser body) {
        return assertThrows(InvalidInput.class, () -> users.register(body)).errors().stream()
                .map(FieldError::field)
                .toList();
    }
}

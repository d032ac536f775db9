package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Registration of accounts. */
@Tag("database")
class RegistrationIT {

    @Test // S-API-5
    void registeredUserCanSignIn() {
        String name = Account.uniqueUsername();
        Map<String, Object> body = Account.registration(name);
        body.put("first_name", "Ama");
        body.put("last_name", "Aidoo");
        ApiResponse made = register(body).expect(201);
        assertEquals(name, made.get("username").textValue());
        assertEquals(Account.email(name), made.get("email").textValue());
        assertEquals("Ama", made.get("first_name").textValue());
        assertEquals("Aidoo", made.get("last_name").textValue());
        assertTrue(made.get("is_active").booleanValue());
        Account.signIn(name, Account.PASSWORD);
    }

    @Test // S-API-5
    void passwordIsNeitherReturnedNorStored() {
        String name = Account.uniqueUsername();
        ApiResponse made = register(Account.registration(name)).expect(201);
        assertEquals(
                Set.of(
                        "id",
                        "username",
                        "email",
                        "first_name",
                        "last_name",
                        "is_admin",
                        "is_active",
                        "created_at",
                        "updated_at"),
                new TreeSet<>(names(made)));
        assertFalse(made.text().contains(Account.PASSWORD));
        String hash = Sql.text("password_hash", "SELECT password_hash FROM users WHERE username = ?", name);
        assertTrue(hash.startsWith("$argon2id$"), hash);
    }

    @Test // S-API-5
    void takenFieldsAreReportedTogetherInAnyCase() {
        Account ama = Account.register();
        ApiResponse answer = register(object(
                        "username",
                        ama.username().toUpperCase(Locale.ROOT),
                        "email",
                        ama.email().toUpperCase(Locale.ROOT),
                        "password",
                        Account.PASSWORD))
                .expectProblem(400);
        assertEquals(List.of("username", "email"), answer.errorFields());
    }

    @Test // S-API-5
    void usernamesAreCaseInsensitiveAndAccentSensitive() {
        String unique = Account.uniqueUsername();
        register(named("josé" + unique)).expect(201);
        assertEquals(
                List.of("username"),
                register(named("JOSÉ" + unique)).expectProblem(400).errorFields());
        register(named("jose" + unique)).expect(201);
        String digits = Long.toString(System.nanoTime());
        register(named("Ωμέγα" + digits)).expect(201);
        register(named("ωμέγα" + digits)).expectProblem(400);
    }

    @Test // S-API-5
    void oneOfManySimultaneousRegistrationsSucceeds() {
        String name = Account.uniqueUsername();
        List<Callable<ApiResponse>> racers = IntStream.range(0, 8)
                .<Callable<ApiResponse>>mapToObj(i -> () -> register(
                        object("username", name, "email", i + Account.email(name), "password", Account.PASSWORD)))
                .toList();
        List<ApiResponse> answers = Concurrently.run(racers);
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 201).count(), answers::toString);
        answers.stream()
                .filter(answer -> answer.status() != 201)
                .forEach(answer -> assertEquals(
                        List.of("username"), answer.expectProblem(400).errorFields()));
    }

    @Test // S-API-5
    void weakPasswordsAreRejected() {
        String name = Account.uniqueUsername();
        for (String bad : List.of("", "short", "password123", "12345678", name, Account.email(name), "x".repeat(257))) {
            Map<String, Object> body = Account.registration(name);
            body.put("password", bad);
            assertEquals(List.of("password"), register(body).expectProblem(400).errorFields(), bad);
        }
        Map<String, Object> body = Account.registration(name);
        // Eight characters, but sixteen UTF-16 code units.
        body.put("password", "🔑🐘🌍🎈🍲🥁🦁🌴");
        register(body).expect(201);
        Account.signIn(name, "🔑🐘🌍🎈🍲🥁🦁🌴");
    }

    @Test // S-API-5, S-API-12
    void allErrorsAreReportedTogether() {
        assertEquals(
                List.of("email", "password", "username"),
                register(object()).expectProblem(400).errorFields());
        ApiResponse all = register(object(
                        "username",
                        "with blank",
                        "email",
                        "no address",
                        "password",
                        5,
                        "first_name",
                        "x".repeat(151),
                        "last_name",
                        List.of()))
                .expectProblem(400);
        assertEquals(
                Set.of("username", "email", "password", "first_name", "last_name"), new TreeSet<>(all.errorFields()));
    }

    @Test // S-API-5
    void malformedNamesAreRejected() {
        for (String name : List.of("", " ", "a b", "a/b", "a\u0000b", "a\nb", "x".repeat(151), "<b>", "a\u202eb")) {
            Map<String, Object> body = Account.registration(Account.uniqueUsername());
            body.put("username", name);
            assertEquals(List.of("username"), register(body).expectProblem(400).errorFields(), name);
        }
    }

    @Test // S-API-5, S-API-6
    void registrationCreatesNoAdministrator() {
        Map<String, Object> body = Account.registration(Account.uniqueUsername());
        body.putAll(object("is_admin", true, "admin", true, "is_active", false, "id", 1, "role", "admin"));
        ApiResponse made = register(body).expect(201);
        assertFalse(made.get("is_admin").booleanValue());
        assertTrue(made.get("is_active").booleanValue());
    }

    private static Map<String, Object> named(String username) {
        Map<String, Object> body = Account.registration(Account.uniqueUsername());
        body.put("username", username);
        return body;
    }

    private static ApiResponse register(Map<String, Object> body) {
        return ApiRequest.api("POST", "users/").json(body).send();
    }

    private static List<String> names(ApiResponse answer) {
        return answer.json().properties().stream().map(Map.Entry::getKey).toList();
    }
}

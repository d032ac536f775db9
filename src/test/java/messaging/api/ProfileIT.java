package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's profile. */
@Tag("database")
class ProfileIT {

    private static final String ME = "users/me/";
    private static final String NEW_PASSWORD = "an even better staple";

    private Account ama;

    @BeforeEach
    void register() {
        ama = Account.register();
    }

    // S-ERR-2: as in the registration
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"username\": null, \"email\": null}"})
    void replacementRequiresAllRequiredFields(String body) {
        ApiResponse answer = ApiRequest.api("PUT", ME)
                .bearer(ama.access())
                .body("application/json", body)
                .send()
                .expectProblem(400);
        assertEquals(
                Map.of("email", "required", "username", "required"),
                StreamSupport.stream(answer.get("errors").spliterator(), false)
                        .collect(Collectors.toMap(
                                error -> error.get("field").textValue(),
                                error -> error.get("code").textValue())));
    }

    @Test // S-API-6
    void putLeavesOmittedOptionalFieldsUnchanged() {
        ama.patch(ME, object("first_name", "Ama", "last_name", "Aidoo")).expect(200);
        assertEquals(
                List.of("email", "username"),
                ama.put(ME, object("first_name", "Ama")).expectProblem(400).errorFields());

        ApiResponse replaced = ama.put(
                        ME, object("username", ama.username(), "email", ama.email(), "first_name", "Efua"))
                .expect(200);
        assertEquals("Efua", replaced.get("first_name").textValue());
        assertEquals("Aidoo", replaced.get("last_name").textValue());
        ApiResponse cleared = ama.put(ME, object("username", ama.username(), "email", ama.email(), "last_name", ""))
                .expect(200);
        assertEquals("Efua", cleared.get("first_name").textValue());
        assertEquals("", cleared.get("last_name").textValue());
    }

    @Test // S-API-6
    void putRejectsNull() {
        ApiResponse before = ama.get(ME);
        for (String field : List.of("username", "email", "first_name", "last_name", "password", "current_password")) {
            Map<String, Object> body = object("username", ama.username(), "email", ama.email());
            body.put(field, null);
            assertEquals(List.of(field), ama.put(ME, body).expectProblem(400).errorFields());
        }
        assertEquals(before.json(), ama.get(ME).json());
    }

    @Test // S-API-6
    void patchChangesNamedFieldsOnly() {
        ama.patch(ME, object("first_name", "Ama", "last_name", "Aidoo")).expect(200);
        ApiResponse changed = ama.patch(ME, object("last_name", "Mensah")).expect(200);
        assertEquals("Ama", changed.get("first_name").textValue());
        assertEquals("Mensah", changed.get("last_name").textValue());
        assertEquals(ama.email(), changed.get("email").textValue());
    }

    @Test // S-API-6
    void patchDistinguishesNullFromMissing() {
        ama.patch(ME, object("first_name", "Ama", "last_name", "Aidoo")).expect(200);
        ApiResponse cleared = ama.patch(ME, object("first_name", null)).expect(200);
        assertEquals("", cleared.get("first_name").textValue());
        assertEquals("Aidoo", cleared.get("last_name").textValue());

        ApiResponse refused = ama.patch(ME, object("username", null, "email", null, "password", null))
                .expectProblem(400);
        assertEquals(List.of("username", "email", "password"), refused.errorFields());
        assertEquals(ama.email(), ama.get(ME).get("email").textValue());
    }

    @Test // S-API-6
    void emptyPatchChangesNothing() {
        ApiResponse before = ama.get(ME);
        ApiResponse after = ama.patch(ME, object()).expect(200);
        assertEquals(before.json(), after.json());
        assertEquals(before.header("ETag"), after.header("ETag"));
    }

    @Test // S-API-6
    void userCannotPromoteThemselves() {
        for (String method : List.of("PATCH", "PUT")) {
            ApiResponse changed = ama.request(method, ME)
                    .json(object(
                            "username",
                            ama.username(),
                            "email",
                            ama.email(),
                            "is_admin",
                            true,
                            "admin",
                            true,
                            "is_staff",
                            true,
                            "groups",
                            List.of("admin"),
                            "is_active",
                            false,
                            "id",
                            1,
                            "created_at",
                            "2000-01-01T00:00:00Z"))
                    .send()
                    .expect(200);
            assertFalse(changed.get("is_admin").booleanValue());
            assertEquals(ama.id(), changed.id());
            assertFalse(changed.get("created_at").textValue().startsWith("2000"));
        }
        ama.get("users/").expectProblem(403);
    }

    @Test // S-API-5, S-API-6
    void profileRejectsUsedUsernameAndEmail() {
        Account kofi = Account.register();
        ApiResponse refused = ama.patch(
                        ME,
                        object(
                                "username", kofi.username().toUpperCase(Locale.ROOT),
                                "email", kofi.email().toUpperCase(Locale.ROOT)))
                .expectProblem(400);
        assertEquals(List.of("username", "email"), refused.errorFields());
        // The user's own name in another case is available.
        ama.patch(ME, object("username", ama.username().toUpperCase(Locale.ROOT)))
                .expect(200);
    }

    @Test // S-API-6
    void newUsernameSignsInAndOldOneIsFree() {
        String name = Account.uniqueUsername();
        ama.patch(ME, object("username", name)).expect(200);
        assertEquals(ama.id(), Account.signIn(name, Account.PASSWORD).id());
        ama.get(ME).expect(200);
        Account.register(ama.username() + "x");
        assertEquals(name, ama.get(ME).get("username").textValue());
    }

    @Test // S-API-6
    void passwordChangeRequiresTheCurrentPassword() {
        assertEquals(
                List.of("current_password"),
                ama.patch(ME, object("password", NEW_PASSWORD))
                        .expectProblem(400)
                        .errorFields());
        assertEquals(
                List.of("current_password", "password"),
                ama.patch(ME, object("password", "short", "current_password", "wrong"))
                        .expectProblem(400)
                        .errorFields());
        Account.signIn(ama.username(), Account.PASSWORD);
    }

    @Test // S-API-6
    void passwordChangeEndsOtherSessionsOnly() {
        Account elsewhere = ama.signInAgain();
        ama.patch(ME, object("password", NEW_PASSWORD, "current_password", Account.PASSWORD))
                .expect(200);

        refresh(elsewhere).expectProblem(401);
        ama.get(ME).expect(200);
        refresh(ama).expect(200);
        ApiRequest.api("POST", "token/")
                .json(object("username", ama.username(), "password", Account.PASSWORD))
                .send()
                .expectProblem(401);
        Account.signIn(ama.username(), NEW_PASSWORD);
    }

    @Test // S-API-6
    void profileChangeEndsNoSession() {
        Account elsewhere = ama.signInAgain();
        ama.patch(ME, object("first_name", "Ama")).expect(200);
        refresh(elsewhere).expect(200);
    }

    @Test // S-API-6
    void entityTagPreventsLostUpdates() {
        String tag = ama.get(ME).header("ETag").orElseThrow();
        ApiResponse changed = change(tag, "Ama").expect(200);
        assertNotEquals(tag, changed.header("ETag").orElseThrow());
        change(tag, "Efua").expectProblem(412);
        change("W/" + changed.header("ETag").orElseThrow(), "Efua").expectProblem(412);
        change("\"x\", " + changed.header("ETag").orElseThrow(), "Efua").expect(200);
        change("*", "Ama").expect(200);
        assertEquals(
                List.of("If-Match"), change("no tag", "Efua").expectProblem(400).errorFields());
    }

    private ApiResponse change(String condition, String firstName) {
        return ama.request("PATCH", ME)
                .header("If-Match", condition)
                .json(object("first_name", firstName))
                .send();
    }

    private static ApiResponse refresh(Account account) {
        return ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", account.refresh()))
                .send();
    }
}

package messaging.security;

import static messaging.it.ApiRequest.object;
import static messaging.security.TokenAssertions.assertAccepted;
import static messaging.security.TokenAssertions.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import messaging.api.Concurrently;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.Sql;
import messaging.it.SsoProvider;
import messaging.it.SsoProviders;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.microshed.testing.jwt.JwtBuilder;

/** Tokens of single sign-on issuers. */
class SsoIT { // S-AUTH-4

    private static final int AT_ONCE = 16;
    private static final int UNKNOWN_KEYS = 50;

    @Test
    void keycloakTokenShapeIsAccepted() {
        String name = Account.uniqueUsername();
        ApiResponse me =
                assertAccepted(keycloak(UUID.randomUUID().toString(), name, "ama.aidoo@example.org", "offline_access"));
        assertEquals(name, me.get("username").textValue());
        assertEquals("ama.aidoo@example.org", me.get("email").textValue());
        assertEquals("Ama", me.get("first_name").textValue());
        assertEquals("Aidoo", me.get("last_name").textValue());
        assertFalse(me.get("is_admin").booleanValue());
    }

    @Test
    void entraTokenShapeIsAccepted() {
        String name = Account.uniqueUsername() + "@company.example";
        ApiResponse me = assertAccepted(entra(UUID.randomUUID().toString(), name, "some-group"));
        // S-TEXT-2: a username has no @.
        assertEquals(name.replace('@', '-'), me.get("username").textValue());
        // Entra's access tokens contain the email address only if an administrator has added it.
        assertTrue(me.get("email").isNull());
    }

    @ParameterizedTest // RFC 9068
    @ValueSource(strings = {"at+jwt", "application/at+jwt", "AT+JWT"})
    void accessTokenTypeIsAccepted(String type) {
        SsoProvider entra = TestStage.issuers().entra();
        assertAccepted(from(entra, "typ").header("typ", type).signed(entra.key()));
        assertRejected(from(entra, "typ")
                .header("typ", type.replaceFirst("(?i)at\\+", "rt+"))
                .signed(entra.key()));
    }

    @Test
    void microShedTokenIsAccepted() throws Exception {
        String name = Account.uniqueUsername();
        ApiResponse me = assertAccepted(JwtBuilder.buildJwt(
                name, SsoProviders.MICROSHED_ISSUER, new String[] {"aud=" + SsoProvider.AUDIENCE, "upn=" + name}));
        assertEquals(name, me.get("username").textValue());
    }

    @Test
    void issuerAndSubjectIdentifyTheAccount() {
        String subject = UUID.randomUUID().toString();
        String name = Account.uniqueUsername();
        long id = assertAccepted(keycloak(subject, name, null)).id();
        // All other claims can change.
        assertEquals(
                id,
                assertAccepted(keycloak(subject, Account.uniqueUsername(), "new@example.org"))
                        .id());
        // The same subject of another issuer is another user, and so is a subject in another case.
        assertNotEquals(
                id, assertAccepted(entra(subject, Account.uniqueUsername())).id());
        assertNotEquals(
                id,
                assertAccepted(keycloak(subject.toUpperCase(Locale.ROOT) + "A", name, null))
                        .id());
    }

    @Test
    void takenUsernameIsNotTakenOver() {
        Account ama = Account.register();
        ApiResponse first = assertAccepted(keycloak(UUID.randomUUID().toString(), ama.username(), null));
        ApiResponse second = assertAccepted(entra(UUID.randomUUID().toString(), ama.username()));
        for (ApiResponse me : List.of(first, second)) {
            assertNotEquals(ama.id(), me.id());
            assertTrue(me.get("username").textValue().matches(ama.username() + "-[0-9]+"), me::toString);
        }
        assertNotEquals(first.id(), second.id());
        ama.get("users/me/").expect(200);
    }

    // The issuer still accepts the user, who gets a new account on every server without a cached one.
    @Test
    void externalAccountIsDeletedWithoutAPassword() {
        String token = keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), "ama.aidoo@example.org");
        long id = assertAccepted(token).id();
        ApiRequest.api("DELETE", "users/me/").bearer(token).send().expect(204);
        assertRejected(token);
        ApiResponse anew = ApiRequest.to("GET", Replicas.second().url() + "api/v1/users/me/")
                .bearer(token)
                .send()
                .expect(200);
        assertNotEquals(id, anew.id());
        assertEquals(
                "deleted-" + id + " null null",
                Sql.text(
                        "person",
                        "SELECT CONCAT(username, ' ', COALESCE(email, 'null'), ' ', COALESCE(password_hash, 'null')) AS person"
                                + " FROM users WHERE id = ?",
                        id));
    }

    @Test
    void nameOfADeletedAccountIsNotAssigned() {
        String name = "deleted-" + System.nanoTime();
        ApiResponse me = assertAccepted(keycloak(UUID.randomUUID().toString(), name, null));
        assertEquals("user-" + name, me.get("username").textValue());
    }

    @Test
    void addressOfALocalAccountGivesNoAccess() {
        Account ama = Account.register();
        String conversation = ama.createConversation("Private");
        String token = keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), ama.email());
        assertNotEquals(ama.id(), assertAccepted(token).id());
        ApiRequest.api("GET", conversation).bearer(token).send().expectProblem(404);
        // The local account keeps its address: a password reset affects the local account.
        assertEquals(
                "1",
                Sql.text(
                        "n",
                        "SELECT COUNT(*) AS n FROM users WHERE unique_email = ? AND is_external = FALSE",
                        ama.email()));
    }

    @Test
    void groupsGiveConfiguredRolesOnly() {
        String administrator =
                keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null, "messaging-admins", "x");
        ApiRequest.api("GET", "users/").bearer(administrator).send().expect(200);
        String entraAdministrator = entra(UUID.randomUUID().toString(), Account.uniqueUsername(), "5e1b0d5c-admins");
        ApiRequest.api("GET", "users/").bearer(entraAdministrator).send().expect(200);
        // Groups of another issuer, names of roles and groups in another claim give no role.
        for (String token : List.of(
                keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null, "admin", "5e1b0d5c-admins"),
                entra(UUID.randomUUID().toString(), Account.uniqueUsername(), "admin", "messaging-admins"),
                from(TestStage.issuers().keycloak(), UUID.randomUUID().toString())
                        .claim("groups", List.of("messaging-admins", "admin"))
                        .signed(TestStage.issuers().keycloak().key()))) {
            ApiRequest.api("GET", "users/").bearer(token).send().expectProblem(403);
        }
    }

    @Test
    void unusualClaimsAreAccepted() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        for (Object name : List.of(7, List.of("a"), "", " ", "a b/c\u0000d", "\ud83c\udf55", "x".repeat(400))) {
            ForgedToken token = from(keycloak, UUID.randomUUID().toString())
                    .claim("preferred_username", name)
                    .claim("email", "y".repeat(300))
                    .claim("given_name", "\ud83d\ude00".repeat(200))
                    .claim("realm_access", "nonsense");
            assertAccepted(token.signed(keycloak.key()));
        }
        for (Object roles : List.of(
                Collections.singletonList(null), Arrays.asList(1, null, List.of(), Map.of()), Map.of(), 7, true)) {
            assertAccepted(from(keycloak, UUID.randomUUID().toString())
                    .claim("realm_access", Map.of("roles", roles))
                    .signed(keycloak.key()));
        }
        // Lone surrogates have no UTF-8 form: all would be stored as the same subject.
        for (String subject : List.of("\\ud800", "\\udc00", "x\\ud83dx")) {
            assertRejected(from(keycloak, "half")
                    .claim("sub", new RawValue("\"" + subject + "\""))
                    .signed(keycloak.key()));
        }
        assertRejected(from(keycloak, "s".repeat(256)).signed(keycloak.key()));
    }

    @Test
    void deactivatedUserIsRejected() throws InterruptedException {
        String token = entra(UUID.randomUUID().toString(), Account.uniqueUsername());
        long id = assertAccepted(token).id();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", id);
        Thread.sleep(TestEnvironment.REVOCATION_SECONDS * 1_000L + 100);
        assertRejected(token);
    }

    @Test
    void externalAccountCannotSignInWithAPassword() {
        String name = Account.uniqueUsername();
        String token = keycloak(UUID.randomUUID().toString(), name, null);
        assertAccepted(token);
        ApiRequest.api("POST", "token/")
                .json(object("username", name, "password", ""))
                .send()
                .expectProblem(401);
        ApiRequest.api("PATCH", "users/me/")
                .bearer(token)
                .json(object("password", Account.PASSWORD, "current_password", ""))
                .send()
                .expectProblem(400);
    }

    @Test
    void simultaneousFirstRequestsRegisterOneAccount() {
        String token = keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null);
        String second = Replicas.second().url() + "api/v1/users/me/";
        List<Callable<Long>> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ApiRequest call =
                    (i % 2 == 0 ? ApiRequest.api("GET", "users/me/") : ApiRequest.to("GET", second)).bearer(token);
            requests.add(() -> call.send().expect(200).id());
        }
        assertEquals(1, new HashSet<>(Concurrently.run(requests)).size());
    }

    @Test
    void simultaneousUsersOfOneNameGetAnAccountEach() {
        String name = Account.uniqueUsername();
        List<Callable<Long>> requests = Collections.nCopies(AT_ONCE, null).stream()
                .<Callable<Long>>map(
                        none -> () -> assertAccepted(keycloak(UUID.randomUUID().toString(), name, null))
                                .id())
                .toList();
        assertEquals(AT_ONCE, new HashSet<>(Concurrently.run(requests)).size());
    }

    @Test
    void newKeyIsFetchedAndOldKeyStaysValid() {
        SsoProvider entra = TestStage.issuers().entra();
        String before = entra(UUID.randomUUID().toString(), Account.uniqueUsername());
        assertAccepted(before);
        entra.rotate();
        // Unknown key ids of other tests may have used up the fetches of these ten seconds.
        String after = entra(UUID.randomUUID().toString(), Account.uniqueUsername());
        Eventually.holds(
                () -> ApiRequest.api("GET", "users/me/").bearer(after).send().status() == 200);
        assertAccepted(before);
    }

    @Test
    void unknownKeyIdsFetchTheKeysTwiceAtMost() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        assertAccepted(keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null));
        int fetches = keycloak.fetches();
        Instant begin = Instant.now();
        List<Callable<Integer>> requests = Collections.nCopies(UNKNOWN_KEYS, null).stream()
                .<Callable<Integer>>map(none -> () -> {
                    assertRejected(from(keycloak, "x")
                            .header("kid", UUID.randomUUID().toString())
                            .signed(keycloak.key()));
                    return 0;
                })
                .toList();
        Concurrently.run(requests);
        // Two in ten seconds, even on a slow machine.
        long windows = 1 + Duration.between(begin, Instant.now()).toSeconds() / 10;
        int more = keycloak.fetches() - fetches;
        assertTrue(more <= 2 * windows, () -> more + " fetches in " + windows + " windows");
        assertAccepted(keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null));
    }

    @Test
    void unresponsiveIssuerDoesNotDelayOthers() {
        Account ama = Account.register();
        SsoProvider silent = TestStage.issuers().silent();
        List<Callable<Duration>> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            requests.add(() -> timed(() -> {
                ApiResponse answer = ApiRequest.api("GET", "users/me/")
                        .bearer(from(silent, "x").signed(silent.key()))
                        .send();
                answer.expectProblem(answer.status() == 503 ? 503 : 401);
            }));
        }
        requests.add(() -> {
            List<Duration> own = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                String fresh = ForgedToken.copyOf(ama.access())
                        .claim("jti", UUID.randomUUID().toString())
                        .signed(TestEnvironment.signingKey());
                own.add(timed(() -> assertAccepted(fresh)));
                assertAccepted(keycloak(UUID.randomUUID().toString(), Account.uniqueUsername(), null));
            }
            // A single request may be slow on a busy machine; if they waited for the issuer, all would be.
            Collections.sort(own);
            return own.get(own.size() / 2);
        });
        List<Duration> times = Concurrently.run(requests);
        Duration own = times.get(times.size() - 1);
        assertTrue(own.toMillis() < 2_000, () -> "an own token took " + own);
        Duration down = Collections.max(times.subList(0, AT_ONCE));
        assertTrue(down.toSeconds() < 15, () -> "a token of the silent issuer took " + down);
    }

    @Test
    void tokenOfAnUnreachableIssuerIsRejectedAtOnce() {
        SsoProvider silent = TestStage.issuers().silent();
        assertRejected(
                from(silent, "x").claim("iss", SsoProviders.UNREACHABLE_ISSUER).signed(silent.key()));
    }

    private static Duration timed(Runnable work) {
        Instant begin = Instant.now();
        work.run();
        return Duration.between(begin, Instant.now());
    }

    private static String keycloak(String subject, String username, String email, String... roles) {
        SsoProvider issuer = TestStage.issuers().keycloak();
        return from(issuer, subject)
                .claim("typ", "Bearer")
                .claim("azp", "web")
                .claim("aud", List.of(SsoProvider.AUDIENCE, "account"))
                .claim("scope", "openid profile email")
                .claim("email_verified", true)
                .claim("preferred_username", username)
                .claim("email", email)
                .claim("given_name", "Ama")
                .claim("family_name", "Aidoo")
                .claim("realm_access", Map.of("roles", roles))
                .claim("resource_access", Map.of("account", Map.of("roles", List.of("manage-account"))))
                .signed(issuer.key());
    }

    private static String entra(String subject, String username, String... groups) {
        SsoProvider issuer = TestStage.issuers().entra();
        return from(issuer, subject)
                .claim("ver", "2.0")
                .claim("oid", UUID.randomUUID().toString())
                .claim("tid", "0c6c2f6e")
                .claim("azp", UUID.randomUUID().toString())
                .claim("azpacr", "1")
                .claim("scp", "access_as_user")
                .claim("name", "Ama Aidoo")
                .claim("preferred_username", username)
                .claim("groups", groups)
                .signed(issuer.key());
    }

    private static ForgedToken from(SsoProvider issuer, String subject) {
        return ForgedToken.from(issuer, subject);
    }
}

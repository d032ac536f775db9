package messaging.security;

import static messaging.it.ApiRequest.object;
import static messaging.security.TokenAssertions.assertAccepted;
import static messaging.security.TokenAssertions.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.ServerLog;
import messaging.it.SsoProvider;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens exactly as Keycloak and Entra issue them, signed again with a key that the server under test knows. Keycloak's are
 * recorded; {@code KeycloakIT} compares them with a real Keycloak's. Entra's are those of Microsoft's claims reference.
 */
class SsoClaimsIT { // S-AUTH-4, S-AUTH-5, S-AUTH-7

    private final String subject = UUID.randomUUID().toString();
    private final String name = Account.uniqueUsername();

    @Test
    void keycloakAccessTokenIsAccepted() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        ApiResponse me = assertAccepted(recorded("keycloak-access-token", keycloak)
                .claim("aud", List.of(SsoProvider.AUDIENCE, "account"))
                .claim("preferred_username", name)
                .signed(keycloak.key()));
        assertEquals(name, me.get("username").textValue());
        assertEquals("ama@example.com", me.get("email").textValue());
        assertEquals("Ama", me.get("first_name").textValue());
        assertEquals("Mensah", me.get("last_name").textValue());
        assertTrue(me.get("is_admin").booleanValue());
    }

    @Test
    void keycloakRoleIsNeededForEachToken() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        for (List<String> roles : List.of(
                List.of("offline_access", "default-roles-company"),
                List.of("Messaging-Admins"),
                List.of("messaging-admins "),
                List.of("/messaging-admins"),
                List.of("admin"))) {
            assertFalse(assertAccepted(recorded("keycloak-access-token", keycloak)
                            .claim("realm_access", Map.of("roles", roles))
                            .signed(keycloak.key()))
                    .get("is_admin")
                    .booleanValue());
        }
        assertTrue(assertAccepted(recorded("keycloak-access-token", keycloak).signed(keycloak.key()))
                .get("is_admin")
                .booleanValue());
    }

    // The account itself is not an administrator: the issuer's role is checked in each request.
    @Test
    void administratorByRoleChangesRightsAndTheProfileSaysSo() {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        Account other = Account.register();
        String admin = recorded("keycloak-access-token", keycloak).signed(keycloak.key());
        String user = recorded("keycloak-access-token", keycloak)
                .claim("realm_access", Map.of("roles", List.of("offline_access")))
                // An issuer cannot set the claims that this server adds.
                .claim("urn:messaging:issuer-roles", List.of("admin"))
                .claim("groups", List.of("admin"))
                .signed(keycloak.key());
        long id = assertAccepted(admin).id();
        assertEquals(id, assertAccepted(user).id());
        for (Map<String, Object> change : List.of(
                object("is_active", false),
                object("is_active", true),
                object("is_admin", true),
                object("is_admin", false))) {
            rights(other.id(), user, change).expectProblem(403);
            rights(other.id(), admin, change).expect(200);
        }
        rights(id, admin, object("is_active", false)).expectProblem(409);
        assertTrue(ApiRequest.api("PATCH", "users/me/")
                .bearer(admin)
                .json(object("first_name", "Efua"))
                .send()
                .expect(200)
                .get("is_admin")
                .booleanValue());
        assertFalse(assertAccepted(user).get("is_admin").booleanValue());
        // Only the user's own view shows the issuer's role; the account has none.
        assertFalse(ApiRequest.api("GET", "admin/users/" + id + "/")
                .bearer(admin)
                .send()
                .expect(200)
                .get("is_admin")
                .booleanValue());
    }

    private static ApiResponse rights(long id, String token, Map<String, Object> change) {
        return ApiRequest.api("PATCH", "admin/users/" + id + "/")
                .bearer(token)
                .json(change)
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak-id-token", "keycloak-refresh-token"})
    void otherKeycloakTokenTypesAreRejected(String file) {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        assertRejected(recorded(file, keycloak).header("alg", "RS256").signed(keycloak.key()));
        assertRejected(
                recorded(file, keycloak).hashed(keycloak.key().toJSONString().getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "Messaging-at-work", "messaging-at-work/", "messaging-web"})
    void otherAudienceIsRejected(String audience) {
        SsoProvider keycloak = TestStage.issuers().keycloak();
        assertRejected(recorded("keycloak-access-token", keycloak)
                .claim("aud", audience)
                .signed(keycloak.key()));
        assertRejected(recorded("keycloak-access-token", keycloak)
                .claim("aud", List.of(audience, "account"))
                .signed(keycloak.key()));
    }

    @Test
    void entraAccessTokenIsAccepted() {
        SsoProvider entra = TestStage.issuers().entraV2();
        ApiResponse me = assertAccepted(recorded("entra-v2-access-token", entra)
                .claim("preferred_username", name + "@example.com")
                .signed(entra.key()));
        // A username cannot contain "@": it becomes a hyphen.
        assertEquals(name + "-example.com", me.get("username").textValue());
        assertEquals("ama@example.com", me.get("email").textValue());
        assertEquals("Ama", me.get("first_name").textValue());
        assertEquals("Aidoo", me.get("last_name").textValue());
        assertTrue(me.get("is_admin").booleanValue());
    }

    @Test
    void entraAccessTokenNeedsNoOptionalClaim() {
        SsoProvider entra = TestStage.issuers().entraV2();
        ApiResponse me = assertAccepted(recorded("entra-v2-access-token", entra)
                .claim("preferred_username", name)
                .claim("email", null)
                .claim("given_name", null)
                .claim("family_name", null)
                .claim("roles", null)
                .signed(entra.key()));
        assertEquals(name, me.get("username").textValue());
        assertTrue(me.get("email").isNull());
        assertEquals("", me.get("first_name").textValue());
        assertFalse(me.get("is_admin").booleanValue());
    }

    @Test
    void entraProgramGetsAnAccountNamedByItsSubject() {
        SsoProvider entra = TestStage.issuers().entraV2();
        ApiResponse me = assertAccepted(recorded("entra-v2-app-token", entra).signed(entra.key()));
        assertEquals(subject, me.get("username").textValue());
        assertFalse(me.get("is_admin").booleanValue());
    }

    // Entra leaves the groups out of the token if there are more than 200.
    @Test
    void entraGroupsOverageGivesNoRole() {
        SsoProvider entra = TestStage.issuers().entra();
        assertFalse(assertAccepted(recorded("entra-v2-groups-overage", entra).signed(entra.key()))
                .get("is_admin")
                .booleanValue());
        assertFalse(assertAccepted(recorded("entra-v2-groups-overage", entra)
                        .claim("groups", "src1")
                        .claim("hasgroups", true)
                        .signed(entra.key()))
                .get("is_admin")
                .booleanValue());
        assertTrue(assertAccepted(recorded("entra-v2-groups-overage", entra)
                        .claim("groups", List.of("5e1b0d5c-admins"))
                        .signed(entra.key()))
                .get("is_admin")
                .booleanValue());
    }

    @Test
    void entraV1TokenIsAcceptedOnlyIfItsIssuerIsConfigured() {
        SsoProvider entraV1 = TestStage.issuers().entraV1();
        ApiResponse me = assertAccepted(recorded("entra-v1-access-token", entraV1)
                .claim("unique_name", name)
                .signed(entraV1.key()));
        assertEquals(name, me.get("username").textValue());
        assertTrue(me.get("is_admin").booleanValue());
        // If only the issuer of version 2.0 is configured, a token of version 1.0 comes from an unknown issuer.
        SsoProvider entraV2 = TestStage.issuers().entraV2();
        assertRejected(recorded("entra-v1-access-token", entraV1).signed(entraV2.key()));
        assertRejected(recorded("entra-v1-access-token", entraV2)
                .claim("iss", "https://sts.windows.net/00000000-0000-0000-0000-00000000000f/")
                .signed(entraV2.key()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/00000000-0000-0000-0000-00000000000f/v2.0",
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0/",
        "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001",
        "http://login.microsoftonline.com/00000000-0000-0000-0000-000000000001/v2.0",
        "https://login.microsoftonline.us/00000000-0000-0000-0000-000000000001/v2.0"
    })
    void otherTenantIsRejected(String issuer) {
        SsoProvider entra = TestStage.issuers().entraV2();
        assertRejected(
                recorded("entra-v2-access-token", entra).claim("iss", issuer).signed(entra.key()));
    }

    // At most one line per minute: lines of other tests may come first.
    @Test
    void logStatesWhyTokensAreRejectedButResponsesDoNot() {
        SsoProvider fresh = TestStage.issuers().logged();
        ServerLog log = new ServerLog();
        for (int i = 0; i < 5; i++) {
            assertRejected(recorded("keycloak-access-token", fresh)
                    .claim("aud", List.of("account"))
                    .signed(fresh.key()));
        }
        List<String> reasons = log.text()
                .lines()
                .filter(line -> line.contains("Rejected a single sign-on token") && line.contains(fresh.issuer()))
                .toList();
        assertEquals(1, reasons.size(), reasons::toString);
        assertTrue(
                reasons.get(0)
                        .contains("expected audience \"" + SsoProvider.AUDIENCE
                                + "\": JWT aud claim rejected; its audience is [account]"),
                reasons::toString);
    }

    @Test
    void expiredTokenIsNotLogged() {
        SsoProvider fresh = TestStage.issuers().logged();
        ServerLog log = new ServerLog();
        assertRejected(recorded("keycloak-access-token", fresh)
                .time("exp", Duration.ofMinutes(-2))
                .signed(fresh.key()));
        assertFalse(log.text().contains("JWT expired") || log.text().contains("Expired JWT"), log::text);
    }

    /** A recorded token with this test's subject, valid for this server from now on. */
    private ForgedToken recorded(String file, SsoProvider issuer) {
        return ForgedToken.recorded(file, issuer, subject);
    }
}

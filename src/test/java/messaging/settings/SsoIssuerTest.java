package messaging.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// S-AUTH-4
class SsoIssuerTest {
    static final String KEYCLOAK = """
            [{"issuer": "https://sso.example.com/realms/chat", "jwks_uri": "https://sso.example.com/certs",
              "audience": "chat", "groups_claim": "realm_access.roles", "roles": {"chat-admin": "admin"}}]""";

    @Test
    void usualClaimsAreDefaults() {
        assertEquals(
                List.of(new SsoIssuer(
                        "https://sso.example.com/realms/chat",
                        URI.create("https://sso.example.com/certs"),
                        "chat",
                        "preferred_username",
                        "email",
                        "given_name",
                        "family_name",
                        "realm_access.roles",
                        Map.of("chat-admin", "admin"),
                        "https://sso.example.com/realms/chat",
                        null,
                        null,
                        null,
                        null,
                        "openid profile email")),
                SsoIssuer.parse(KEYCLOAK));
    }

    @Test
    void groupsGrantNoRoleByDefault() {
        var issuer = SsoIssuer.parse("[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\"}]")
                .get(0);
        assertEquals("groups", issuer.groupsClaim());
        assertEquals(Map.of(), issuer.roles());
    }

    @Test
    void endpointsAreDiscoveredUnlessAllAreConfigured() {
        assertTrue(parsed("\"client_id\":\"web\"").requiresDiscovery());
        assertTrue(parsed("\"jwks_uri\":\"https://a/k\",\"client_id\":\"web\"").requiresDiscovery());
        assertTrue(parsed("\"jwks_uri\":\"https://a/k\",\"client_id\":\"web\",\"token_endpoint\":\"https://a/t\"")
                .requiresDiscovery());
        assertFalse(parsed("\"jwks_uri\":\"https://a/k\"").requiresDiscovery());
        assertFalse(parsed("\"jwks_uri\":\"https://a/k\",\"client_id\":\"web\",\"token_endpoint\":\"https://a/t\","
                        + "\"authorization_endpoint\":\"https://a/a\"")
                .requiresDiscovery());
    }

    private static SsoIssuer parsed(String fields) {
        return SsoIssuer.parse("[{\"issuer\":\"https://a\",\"audience\":\"c\"," + fields + "}]")
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{}",
                "[{}]",
                "[null]",
                "null",
                "[] []",
                "[{\"issuer\":\"a\"}]",
                "[{\"issuer\":\" \",\"jwks_uri\":\"http://a/\",\"audience\":\"c\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"/keys\",\"audience\":\"c\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"file:///keys\",\"audience\":\"c\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\",\"roles\":{\"g\":\"root\"}}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\",\"client_id\":\"web\"}]",
                "[{\"issuer\":\"https:\",\"audience\":\"c\"}]",
                "[{\"issuer\":\"a b\",\"audience\":\"c\"}]",
                "[{\"issuer\":\"https://a\",\"audience\":\"c\",\"jwks_uri\":\"https:///keys\"}]",
                "[{\"issuer\":\"https://a\",\"audience\":\"c\",\"end_session_endpoint\":\"javascript:alert(1)\"}]",
                "[{\"issuer\":\"https://a\",\"audience\":\"c\",\"authorization_endpoint\":\"/auth\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\",\"client_id\":\"web\","
                        + "\"authorization_endpoint\":\"http://a/auth\",\"token_endpoint\":\"data:x\"}]",
                "[{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\",\"typing_error\":1}]"
            })
    void faultIsOneLine(String value) {
        var message = assertThrows(
                        InvalidSettings.class,
                        () -> Settings.from(Map.of("DB_PASSWORD", "x", "SIGNING_KEYS", "x", "SSO_ISSUERS", value)))
                .getMessage();
        assertTrue(message.startsWith("Invalid configuration: SSO_ISSUERS: "), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void duplicateIssuerIsRefused() {
        var issuer = "{\"issuer\":\"a\",\"jwks_uri\":\"http://a/\",\"audience\":\"c\"}";
        var message = assertThrows(
                        InvalidSettings.class,
                        () -> Settings.from(Map.of(
                                "DB_PASSWORD",
                                "x",
                                "SIGNING_KEYS",
                                "x",
                                "SSO_ISSUERS",
                                "[" + issuer + "," + issuer + "]")))
                .getMessage();
        assertEquals("Invalid configuration: SSO_ISSUERS must not contain an issuer twice", message);
    }
}

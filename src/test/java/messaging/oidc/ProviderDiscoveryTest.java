package messaging.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import messaging.monitor.BackgroundTask;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import messaging.settings.Settings;
import messaging.settings.SsoIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-AUTH-4, S-AUTH-7
class ProviderDiscoveryTest {
    private static final String ISSUER = "https://sso.example.com/realms/company";
    private static final String ENDPOINTS = """
            "authorization_endpoint": "https://sso.example.com/auth", "token_endpoint": "https://sso.example.com/token",
            "end_session_endpoint": "https://sso.example.com/logout\"""";
    private static final String DOCUMENT = document(ISSUER, "https://sso.example.com/certs");

    private final Web web = new Web();
    private final BackgroundTasks tasks = new BackgroundTasks(new Metrics(), Clock.systemUTC());

    @Test
    void missingEndpointsComeFromTheDocument() {
        web.content = DOCUMENT;
        var issuer = issuer("{'issuer':'" + ISSUER + "','audience':'messaging','client_id':'web'}");
        var metadata = discovery(issuer).metadata(issuer).orElseThrow();
        assertEquals(URI.create("https://sso.example.com/certs"), metadata.jwksUri());
        assertEquals(URI.create("https://sso.example.com/logout"), metadata.endSessionEndpoint());
        var signIn = metadata.signIn().orElseThrow();
        assertEquals(URI.create("https://sso.example.com/auth"), signIn.authorization());
        assertEquals(URI.create("https://sso.example.com/token"), signIn.token());
    }

    @Test
    void configuredEndpointsTakePrecedence() {
        web.content = DOCUMENT;
        var issuer = issuer("{'issuer':'" + ISSUER + "','audience':'messaging','client_id':'web',"
                + "'jwks_uri':'http://10.0.0.7/certs','token_endpoint':'https://other.example.com/token'}");
        var metadata = discovery(issuer).metadata(issuer).orElseThrow();
        assertEquals(URI.create("http://10.0.0.7/certs"), metadata.jwksUri());
        assertEquals(URI.create("https://other.example.com/token"), metadata.tokenEndpoint());
        assertEquals(URI.create("https://sso.example.com/auth"), metadata.authorizationEndpoint());
    }

    @Test
    void nothingIsFetchedIfAllIsConfigured() {
        var issuer =
                issuer("{'issuer':'" + ISSUER + "','audience':'messaging','jwks_uri':'https://sso.example.com/k'}");
        var discovery = discovery(issuer);
        discovery.start("started");
        assertEquals(
                URI.create("https://sso.example.com/k"),
                discovery.metadata(issuer).orElseThrow().jwksUri());
        assertTrue(discovery.metadataIfKnown(issuer).orElseThrow().signIn().isEmpty());
        assertEquals(List.of(), web.asked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://sso.example.com/realms/company, https://sso.example.com/realms/company/.well-known/openid-configuration",
        "https://sts.windows.net/8d2c/, https://sts.windows.net/8d2c/.well-known/openid-configuration",
        "https://accounts.example.com, https://accounts.example.com/.well-known/openid-configuration",
        "http://localhost:8080/realms/a, http://localhost:8080/realms/a/.well-known/openid-configuration"
    })
    void documentIsBelowTheIssuer(String name, String address) {
        web.content = document(name, "https://keys.example.com/");
        var issuer = issuer("{'issuer':'" + name + "','audience':'messaging'}");
        assertTrue(discovery(issuer).metadata(issuer).isPresent());
        assertEquals(List.of(address), web.asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>",
                "{}",
                "{\"issuer\": 7}",
                "{\"issuer\": \"https://sso.example.com/realms/company\"}",
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": null}",
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": \"/certs\"}",
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": \"file:///etc/passwd\"}",
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": \"a b\"}",
                // Anyone between the two servers could supply the keys.
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": \"http://sso.example.com/certs\"}",
                "{\"issuer\": \"https://sso.example.com/realms/company\", \"jwks_uri\": \"https://sso.example.com/certs\","
                        + " \"token_endpoint\": \"http://sso.example.com/token\"}",
                // Another issuer's document, even if it differs in the scheme, the slash or the case only.
                "{\"issuer\": \"http://sso.example.com/realms/company\", \"jwks_uri\": \"https://sso.example.com/certs\"}",
                "{\"issuer\": \"https://sso.example.com/realms/company/\", \"jwks_uri\": \"https://sso.example.com/certs\"}",
                "{\"issuer\": \"https://sso.example.com/realms/Company\", \"jwks_uri\": \"https://sso.example.com/certs\"}",
                "{\"issuer\": \"https://login.microsoftonline.com/{tenantid}/v2.0\", \"jwks_uri\": \"https://sso.example.com/certs\"}"
            })
    void unusableDocumentGivesNothing(String content) {
        web.content = content;
        var issuer = issuer("{'issuer':'" + ISSUER + "','audience':'messaging'}");
        assertTrue(discovery(issuer).metadata(issuer).isEmpty());
    }

    @Test
    void failureIsNotRetriedAtOnceAndOtherIssuersAreNotAffected() {
        var down = issuer("{'issuer':'https://down.example.com','audience':'messaging'}");
        var up = issuer("{'issuer':'" + ISSUER + "','audience':'messaging'}");
        var discovery = new ProviderDiscovery(List.of(down, up), web, tasks);
        for (int i = 0; i < 5; i++) {
            assertTrue(discovery.metadata(down).isEmpty());
        }
        assertEquals(1, web.asked.size());
        web.content = DOCUMENT;
        assertTrue(discovery.metadata(up).isPresent());
        assertTrue(discovery.metadata(up).isPresent());
        assertEquals(2, web.asked.size());
    }

    @Test // S-FAULT-7
    void failureIsReported() {
        var issuer = issuer("{'issuer':'" + ISSUER + "','audience':'messaging'}");
        var log = Logger.getLogger(BackgroundTask.class.getName());
        var reported = new ArrayList<LogRecord>();
        log.setFilter(line -> reported.add(line) && false);
        try {
            assertTrue(discovery(issuer).metadata(issuer).isEmpty());
        } finally {
            log.setFilter(null);
        }
        assertEquals(1, reported.size());
        var cause = reported.get(0).getThrown().getMessage();
        assertTrue(cause.contains("of issuer \"" + ISSUER + "\": Connection refused"), cause);
    }

    @Test
    void issuerWithoutSignInEndpointsOffersNoSignIn() {
        web.content = "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://sso.example.com/certs\"}";
        var issuer = issuer("{'issuer':'" + ISSUER + "','audience':'messaging','client_id':'web'}");
        assertFalse(discovery(issuer).metadata(issuer).orElseThrow().signIn().isPresent());
    }

    private ProviderDiscovery discovery(SsoIssuer issuer) {
        return new ProviderDiscovery(List.of(issuer), web, tasks);
    }

    private static String document(String issuer, String keys) {
        return "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + keys + "\", " + ENDPOINTS + "}";
    }

    private static SsoIssuer issuer(String json) {
        return Settings.from(Map.of(
                        "DB_PASSWORD", "x", "SIGNING_KEYS", "x", "SSO_ISSUERS", "[" + json.replace('\'', '"') + "]"))
                .sso()
                .get(0);
    }

    /** A network with one document at every address, or none. */
    private static final class Web implements ResourceRetriever {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile String content;

        @Override
        public Resource retrieveResource(URL url) throws IOException {
            asked.add(url.toString());
            if (content == null) {
                throw new IOException("Connection refused");
            }
            return new Resource(content, "application/json");
        }
    }
}

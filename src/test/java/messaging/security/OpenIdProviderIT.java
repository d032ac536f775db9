package messaging.security;

import static messaging.security.TokenAssertions.assertAccepted;
import static messaging.security.TokenAssertions.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import messaging.it.Account;
import messaging.it.ApiResponse;
import messaging.it.SsoProvider;
import messaging.it.TestStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that an OpenID provider issues by the flows of its discovery document. */
class OpenIdProviderIT { // S-AUTH-4

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLBACK = "http://localhost/callback";
    private static JsonNode metadata;

    @BeforeAll
    static void discover() throws IOException, InterruptedException {
        URI document = URI.create(TestStage.issuers().provider() + "/.well-known/openid-configuration");
        metadata = JSON.readTree(CLIENT.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString())
                .body());
    }

    @Test
    void userSignsInWithTheCodeFlow() throws IOException, InterruptedException {
        String subject = UUID.randomUUID().toString();
        String name = Account.uniqueUsername();
        TestStage.issuers()
                .enqueueSignIn(subject, SsoProvider.AUDIENCE, Map.of("preferred_username", name, "given_name", "Ama"));
        ApiResponse me = assertAccepted(codeFlow().get("access_token").textValue());
        assertEquals(name, me.get("username").textValue());
        assertEquals("Ama", me.get("first_name").textValue());
        TestStage.issuers().enqueueSignIn(subject, SsoProvider.AUDIENCE, Map.of());
        assertEquals(
                me.id(),
                assertAccepted(codeFlow().get("access_token").textValue()).id());
    }

    @Test
    void serviceSignsInWithClientCredentials() throws IOException, InterruptedException {
        String client = UUID.randomUUID().toString();
        long id = assertAccepted(credentials(client, SsoProvider.AUDIENCE)).id();
        assertEquals(
                id, assertAccepted(credentials(client, SsoProvider.AUDIENCE)).id());
    }

    @Test
    void tokenForAnotherAudienceIsRejected() throws IOException, InterruptedException {
        assertRejected(credentials(UUID.randomUUID().toString(), "another-service"));
        TestStage.issuers().enqueueSignIn(UUID.randomUUID().toString(), "another-service", Map.of());
        assertRejected(codeFlow().get("access_token").textValue());
    }

    @Test
    void refreshTokenOfTheProviderIsRejected() throws IOException, InterruptedException {
        TestStage.issuers().enqueueSignIn(UUID.randomUUID().toString(), SsoProvider.AUDIENCE, Map.of());
        assertRejected(codeFlow().get("refresh_token").textValue());
    }

    private static JsonNode codeFlow() throws IOException, InterruptedException {
        String query = form(Map.of(
                "response_type", "code",
                "client_id", "web",
                "redirect_uri", CALLBACK,
                "scope", "openid",
                "state", "s"));
        URI authorize = URI.create(metadata.get("authorization_endpoint").textValue() + "?" + query);
        HttpResponse<Void> redirect =
                CLIENT.send(HttpRequest.newBuilder(authorize).build(), BodyHandlers.discarding());
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertTrue(location.startsWith(CALLBACK), location);
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                location.replaceAll(".*[?&]code=([^&]+).*", "$1"),
                "client_id",
                "web",
                "client_secret",
                "any",
                "redirect_uri",
                CALLBACK));
    }

    private static String credentials(String client, String audience) throws IOException, InterruptedException {
        return token(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        "any",
                        "scope",
                        audience))
                .get("access_token")
                .textValue();
    }

    private static JsonNode token(Map<String, String> fields) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(metadata.get("token_endpoint").textValue()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields)))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

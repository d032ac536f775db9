package messaging.browser;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.KeycloakServer;
import messaging.it.TestStage;
import messaging.launch.LibertyServer;
import messaging.launch.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Follows {@code docs/keycloak.md} at a real Keycloak: runs the commands that are printed there, configures a server with
 * the line that is printed there, and signs in. The steps depend on each other, as they do for the reader.
 */
// S-AUTH-4, S-AUTH-7
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakIT {

    private static final Path GUIDE = Path.of("docs", "keycloak.md");
    private static final Path RECORDED = Path.of("src", "test", "resources", "sso");
    private static final Path OBSERVED = Path.of("target", "keycloak-claims");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(4);
    private static final String BUTTON = "Sign in with Keycloak";
    private static final String PASSWORD = "chosen at first sign-in";
    private static final String SIGNED_IN = ".sidebar .list, .sidebar > .secondary";

    private static KeycloakServer keycloak;
    private static LibertyServer server;
    private static Browser browser;
    private static String chat;
    private static String guide;
    private static long esi;

    @BeforeAll
    static void startKeycloak() throws IOException {
        keycloak = new KeycloakServer();
        int port = Ports.free();
        chat = "http://localhost:" + port;
        guide = Files.readString(GUIDE)
                .replace("https://sso.example.com", keycloak.url())
                .replace("https://chat.example.com", chat);
        List<String> printed = List.of(step(1), step(2), step(3), step(4), step(5), step(6));
        assertTrue(printed.get(0).contains("Logging into " + keycloak.url()), printed::toString);
        assertTrue(printed.get(1).contains("Created new realm with id 'company'"), printed::toString);
        assertTrue(printed.get(2).contains("Created new client-scope with id"), printed::toString);
        assertTrue(printed.get(3).contains("Created new client with id"), printed::toString);
        assertTrue(printed.get(4).contains("Created new role with id 'messaging-admins'"), printed::toString);
        assertTrue(printed.get(5).contains("Created new user with id"), printed::toString);
        Map<String, String> settings = block(8, "text")
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertEquals(Set.of("SSO_ISSUERS"), settings.keySet());
        server = TestStage.replica(
                "keycloak",
                Map.of(
                        "SSO_ISSUERS", settings.get("SSO_ISSUERS"),
                        "HTTP_PORT", Integer.toString(port)));
        server.awaitReady(START);
        browser = new Browser().useServer(chat + "/");
    }

    @AfterAll
    static void stopKeycloak() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.stop();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    @Order(1)
    void guideHasTenStepsInOrder() {
        List<String> numbers = Pattern.compile("^## ([0-9]+)\\. ", Pattern.MULTILINE)
                .matcher(guide)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"), numbers);
    }

    @Test
    @Order(2)
    void exampleTokenHasTheClaimsThatTheGuideShows() throws IOException {
        JsonNode shown = JSON.readTree(block(7, "json"));
        JsonNode example = JSON.readTree(step(7));
        assertEquals(shown.get("iss"), example.get("iss"));
        assertEquals(texts(shown.get("aud")), texts(example.get("aud")));
        assertTrue(texts(example.at("/realm_access/roles")).containsAll(texts(shown.at("/realm_access/roles"))));
        assertEquals(shown.get("preferred_username"), example.get("preferred_username"));
    }

    @Test
    @Order(3)
    void serverDiscoversTheEndpoints() throws IOException {
        JsonNode issuer = JSON.readTree(step(8)).get("issuers").get(0);
        String realm = keycloak.url() + "/realms/company";
        assertEquals(realm, issuer.get("issuer").textValue());
        assertEquals(
                realm + "/protocol/openid-connect/auth",
                issuer.get("authorization_endpoint").textValue());
        assertEquals(
                realm + "/protocol/openid-connect/token",
                issuer.get("token_endpoint").textValue());
        assertEquals(
                realm + "/protocol/openid-connect/logout",
                issuer.get("end_session_endpoint").textValue());
    }

    @Test
    @Order(4)
    void userSignsInToTheWebClientAndTheAdminConsole() {
        browser.open("").click("button", BUTTON);
        enterAtKeycloak("first-password");
        browser.type("#password-new", PASSWORD)
                .type("#password-confirm", PASSWORD)
                .click("[type=submit]");
        browser.waitFor(SIGNED_IN);
        assertEquals(chat + "/", browser.url());
        browser.open("admin/");
        browser.waitFor(".console .tabs");
        JsonNode account = Account.createAdministrator().get("admin/users/?search=esi").results().stream()
                .filter(user -> user.get("username").textValue().equals("esi"))
                .findFirst()
                .orElseThrow();
        esi = account.get("id").longValue();
        assertTrue(account.get("is_external").booleanValue(), account::toString);
        assertEquals("esi@example.com", account.get("email").textValue());
        assertEquals(
                List.of(),
                browser.consoleWarnings().stream()
                        .filter(line -> line.contains("Content Security Policy") || line.contains("Uncaught"))
                        .toList());
    }

    @Test
    @Order(5)
    void programCallsTheApiWithItsOwnToken() throws IOException {
        String printed = step(10);
        JsonNode me = JSON.readTree(printed.substring(printed.indexOf('{')));
        assertEquals("service-account-messaging-reports", me.get("username").textValue());
        assertFalse(me.get("is_admin").booleanValue());
        assertNotEquals(esi, me.get("id").longValue());
    }

    @Test
    @Order(6)
    void accessTokenIsAcceptedAndNoOtherTokenIs() throws IOException {
        shell(
                "kcadm.sh create clients -r company -s clientId=test -s publicClient=true -s directAccessGrantsEnabled=true"
                        + " -s 'defaultClientScopes=[\"basic\",\"profile\",\"email\",\"roles\",\"messaging\"]'");
        JsonNode tokens = tokens("test");
        ApiResponse me = me(tokens.get("access_token").textValue()).expect(200);
        assertEquals(esi, me.id());
        assertTrue(me.get("is_admin").booleanValue());
        me(tokens.get("id_token").textValue()).expectProblem(401);
        me(tokens.get("refresh_token").textValue()).expectProblem(401);
        hasRecordedShape(
                "keycloak-access-token.json", tokens.get("access_token").textValue());
        hasRecordedShape("keycloak-id-token.json", tokens.get("id_token").textValue());
        hasRecordedShape(
                "keycloak-refresh-token.json", tokens.get("refresh_token").textValue());
    }

    @Test
    @Order(7)
    void tokenWithoutTheAudienceIsRefusedAndTheLogSaysWhy() {
        shell(
                "kcadm.sh create clients -r company -s clientId=other -s publicClient=true -s directAccessGrantsEnabled=true"
                        + " -s 'defaultClientScopes=[\"basic\",\"profile\",\"email\",\"roles\"]'");
        String token = tokens("other").get("access_token").textValue();
        // The reason of an earlier refusal may have used up the minute.
        Eventually.holds(() -> {
            me(token).expectProblem(401);
            return log().contains("expected audience \"messaging\": JWT aud claim rejected; its audience is [account]");
        });
    }

    @Test
    @Order(8)
    void newKeyOfTheRealmIsAccepted() {
        String before = tokens("test").get("access_token").textValue();
        shell("kcadm.sh create components -r company -s name=second -s providerId=rsa-generated"
                + " -s providerType=org.keycloak.keys.KeyProvider -s 'config.priority=[\"200\"]'");
        String after = tokens("test").get("access_token").textValue();
        assertNotEquals(part(before, 0).get("kid"), part(after, 0).get("kid"));
        Eventually.holds(() -> me(after).status() == 200);
        me(before).expect(200);
    }

    @Test
    @Order(9)
    void signOutEndsTheSessionAtKeycloakToo() {
        browser.open("");
        browser.waitFor(SIGNED_IN);
        browser.click("[aria-label^=Profile]");
        browser.click("dialog button", "Sign out");
        browser.waitFor("button", BUTTON);
        assertEquals(chat + "/", browser.url());
        browser.click("button", BUTTON);
        browser.waitFor("#username");
    }

    @Test
    @Order(10)
    void roleIsTakenAwayWithTheNextToken() {
        shell("kcadm.sh remove-roles -r company --uusername esi --rolename messaging-admins");
        assertFalse(me(tokens("test").get("access_token").textValue())
                .expect(200)
                .get("is_admin")
                .booleanValue());
        browser.open("admin/").click("button", BUTTON);
        enterAtKeycloak(PASSWORD);
        browser.waitFor("h1", "Administrators only");
        shell("kcadm.sh add-roles -r company --uusername esi --rolename messaging-admins");
        browser.reload();
        browser.waitFor(".console .tabs");
    }

    @Test
    @Order(11)
    void otherRedirectsAndRequestsWithoutPkceAreRefusedByKeycloak() {
        String authorize =
                "curl -si '" + keycloak.url() + "/realms/company/protocol/openid-connect/auth?response_type=code"
                        + "&client_id=messaging-web&scope=openid&redirect_uri=";
        String other = shell(authorize + "https://evil.example.com/'");
        assertTrue(other.contains("Invalid parameter: redirect_uri"), other);
        String withoutPkce = shell(authorize + chat + "/'");
        assertTrue(withoutPkce.contains("Missing+parameter%3A+code_challenge_method"), withoutPkce);
    }

    @Test
    @Order(12)
    void userDisabledAtKeycloakIsSignedOutAtTheNextVisit() {
        browser.open("");
        browser.waitFor(SIGNED_IN);
        shell("kcadm.sh update users/" + keycloakId() + " -r company -s enabled=false");
        browser.reload();
        browser.waitFor("button", BUTTON);
        shell("kcadm.sh update users/" + keycloakId() + " -r company -s enabled=true");
    }

    @Test
    @Order(13)
    void userDeactivatedHereIsRefusedWhateverKeycloakSays() {
        String token = tokens("test").get("access_token").textValue();
        me(token).expect(200);
        Account admin = Account.createAdministrator();
        admin.patch("admin/users/" + esi + "/", object("is_active", false)).expect(200);
        Eventually.holds(() -> me(token).status() == 401);
        me(tokens("test").get("access_token").textValue()).expectProblem(401);
    }

    private static void enterAtKeycloak(String password) {
        browser.type("#username", "esi").type("#password", password).click("#kc-login");
    }

    private static ApiResponse me(String token) {
        return ApiRequest.to("GET", chat + "/api/v1/users/me/").bearer(token).send();
    }

    private static JsonNode tokens(String client) {
        String answer =
                shell("curl -fsS " + keycloak.url() + "/realms/company/protocol/openid-connect/token -d client_id="
                        + client + " -d grant_type=password -d username=esi --data-urlencode 'password=" + PASSWORD
                        + "' -d scope=openid");
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String keycloakId() {
        return shell("kcadm.sh get users -r company -q username=esi --fields id --format csv --noquotes")
                .strip();
    }

    private static String log() {
        try {
            return Files.readString(server.log().path(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the commands of a step; returns what they print. */
    private static String step(int number) {
        return shell(block(number, "sh"));
    }

    private static String shell(String commands) {
        // The reader's shell still has the variables of the first step.
        String variables = block(1, "sh")
                .lines()
                .filter(line -> line.startsWith("export "))
                .collect(Collectors.joining("\n"));
        return keycloak.shell(variables + "\n" + commands);
    }

    /** The one block of a language in a step of the guide. */
    private static String block(int number, String language) {
        int begin = guide.indexOf("\n## " + number + ". ");
        assertTrue(begin >= 0, "step " + number);
        String section = guide.substring(begin, guide.indexOf("\n## ", begin + 1));
        List<MatchResult> blocks = Pattern.compile("```" + language + "\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .toList();
        assertEquals(1, blocks.size(), "blocks in step " + number);
        return blocks.get(0).group(1);
    }

    /**
     * Compares a real token with the recorded one that the tests without a Keycloak use. If a new version of Keycloak
     * changes the claims, the files in {@code target} replace the recorded ones.
     */
    private static void hasRecordedShape(String name, String token) throws IOException {
        Files.createDirectories(OBSERVED);
        JsonNode payload = part(token, 1);
        Files.writeString(
                OBSERVED.resolve(name),
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(JSON.createObjectNode()
                                        .<ObjectNode>set("header", part(token, 0))
                                        .set("payload", payload))
                        + "\n");
        JsonNode recorded = JSON.readTree(RECORDED.resolve(name).toFile());
        assertEquals(shape(recorded.get("header")), shape(part(token, 0)), name);
        assertEquals(shape(recorded.get("payload")), shape(payload), name);
    }

    private static JsonNode part(String token, int index) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> shape(JsonNode claims) {
        Set<String> shape = new TreeSet<>();
        claims.properties()
                .forEach(claim ->
                        shape.add(claim.getKey() + ": " + claim.getValue().getNodeType()));
        return shape;
    }

    private static Set<String> texts(JsonNode array) {
        return ApiResponse.items(array).stream().map(JsonNode::textValue).collect(Collectors.toSet());
    }
}

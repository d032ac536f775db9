package messaging.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import messaging.auth.session.CurrentRightsQueries;
import messaging.auth.session.SessionService;
import messaging.auth.session.SessionViews;
import messaging.auth.session.TokenPair;
import messaging.auth.session.TokenService;
import messaging.it.Deployments;
import messaging.json.Change;
import messaging.json.Json;
import messaging.paging.PageQuery;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.revision.IfMatch;
import messaging.revision.RevisionMismatch;
import messaging.settings.Settings;
import messaging.user.Passwords;
import messaging.user.ProfileChanges;
import messaging.user.ProfileEditor;
import messaging.user.UserService;
import messaging.user.UserViews;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passwords, profiles and sessions. */
// S-API-6, S-AUTH-1
@ArquillianTest
@Tag("database")
class AccountIT {
    private static final String ADDRESS = "192.0.2.1";
    private static final String NEW_PASSWORD = "staple paperclip";

    @Inject
    private UserService users;

    @Inject
    private UserViews views;

    @Inject
    private ProfileEditor editor;

    @Inject
    private TokenService tokens;

    @Inject
    private SessionService sessions;

    @Inject
    private SessionViews sessionViews;

    @Inject
    private CurrentRightsQueries currentRights;

    @Inject
    private Passwords passwords;

    @Inject
    private Settings settings;

    @Inject
    private Scenario scenario;

    @Inject
    private Rows rows;

    private String name;
    private long id;

    @Deployment
    static WebArchive application() {
        return Deployments.messaging();
    }

    @BeforeEach
    void register() {
        // Arquillian also runs this in the client, where nothing is injected.
        if (scenario != null) {
            name = scenario.name();
            id = scenario.user(name);
        }
    }

    @Test
    void usernameIsCaseInsensitiveAtSignIn() throws Exception {
        assertTrue(signsIn(name.toUpperCase(Locale.ROOT), Scenario.PASSWORD));
        assertFalse(signsIn(name, Scenario.PASSWORD.toUpperCase(Locale.ROOT)));
        assertFalse(signsIn(name + " ", Scenario.PASSWORD), "trailing blanks are significant");
        assertFalse(signsIn(scenario.name(), Scenario.PASSWORD));
    }

    @Test
    void deactivatedAccountCannotSignIn() throws Exception {
        rows.write("UPDATE users SET is_active = FALSE WHERE id = ?", id);
        assertFalse(signsIn(name, Scenario.PASSWORD));
    }

    @Test
    void accountWithoutAPasswordCannotSignIn() throws Exception {
        rows.write("UPDATE users SET password_hash = NULL WHERE id = ?", id);
        assertFalse(signsIn(name, Scenario.PASSWORD));
        assertFalse(signsIn(name, "dummy password"));
    }

    @Test
    void passwordChangedSinceTheCheckPreventsSignIn() {
        var checked = views.findPasswordHash(id).orElseThrow();
        users.resetPassword(id, NEW_PASSWORD);
        assertTrue(tokens.open(name, checked, Optional.empty(), "test", "127.0.0.1")
                .isEmpty());
    }

    @Test
    void hashOfAnotherCostIsReplacedAtSignIn() throws Exception {
        var weak = new Passwords(new Settings.Passwords(8, 1, 1, Duration.ofHours(1))).hash(Scenario.PASSWORD);
        rows.write("UPDATE users SET password_hash = ? WHERE id = ?", weak, id);
        assertTrue(passwords.isOutdated(weak));

        assertFalse(signsIn(name, "wrong"));
        assertEquals(weak, hash(), "a failed sign-in does not replace the hash");

        assertTrue(signsIn(name, Scenario.PASSWORD));
        assertFalse(passwords.isOutdated(hash()));
        assertEquals(1, views.get(id).revision(), "the revision stays");
        var strong = hash();
        assertTrue(signsIn(name, Scenario.PASSWORD));
        assertEquals(strong, hash(), "once is enough");
    }

    @Test
    void accessTokenHasTheClaimsOfMicroProfileJwt() throws ParseException {
        var claims = claims(signIn().access());
        assertEquals("messaging", claims.getIssuer());
        assertEquals(List.of("messaging"), claims.getAudience());
        assertEquals(Long.toString(id), claims.getSubject());
        assertEquals(name, claims.getStringClaim("upn"));
        assertEquals(List.of("user"), claims.getStringListClaim("groups"));
        assertFalse(claims.getJWTID().isEmpty());
        assertEquals(
                settings.tokens().accessLifetime().toMillis(),
                claims.getExpirationTime().getTime() - claims.getIssueTime().getTime());
        assertTrue(Set.of("iss", "aud", "sub", "upn", "groups", "exp", "iat", "jti", "sid")
                .equals(claims.getClaims().keySet()));
    }

    @Test
    void administratorsTokenHasTheAdminGroup() throws ParseException {
        rows.write("UPDATE users SET is_admin = TRUE WHERE id = ?", id);
        assertEquals(List.of("user", "admin"), claims(signIn().access()).getStringListClaim("groups"));
    }

    @Test
    void refreshTokenNamesTheUserByIdOnly() throws ParseException {
        var claims = claims(signIn().refresh());
        assertEquals(List.of("messaging/token/refresh"), claims.getAudience());
        assertEquals(Long.toString(id), claims.getSubject());
        assertTrue(claims.getClaim("groups") == null && claims.getClaim("upn") == null);
    }

    @Test
    void onlyHashesOfTokensAreStored() {
        var pair = signIn();
        assertEquals(
                1,
                rows.number(
                        "SELECT COUNT(*) FROM sessions WHERE user_id = ? AND token_hash = UNHEX(SHA2(?, 256))",
                        id,
                        pair.refresh()));
    }

    @Test
    void passwordChangeEndsTheOtherSessions() throws ParseException {
        var here = session(signIn());
        var elsewhere = session(signIn());
        editor.updateProfile(id, password(Scenario.PASSWORD), IfMatch.orAny(null), Optional.of(here), ADDRESS);
        assertTrue(currentRights.findBySession(here).isPresent());
        assertTrue(currentRights.findBySession(elsewhere).isEmpty());
        assertTrue(passwords.matches(NEW_PASSWORD, views.findPasswordHash(id)));
        assertFalse(passwords.matches(Scenario.PASSWORD, views.findPasswordHash(id)));
    }

    @Test
    void passwordResetEndsAllSessions() throws ParseException {
        var session = session(signIn());
        users.resetPassword(id, NEW_PASSWORD);
        assertTrue(currentRights.findBySession(session).isEmpty());
    }

    @Test
    void sessionsEndInTheSameTransaction() throws Exception {
        var session = session(signIn());
        scenario.inVain(() -> {
            users.resetPassword(id, NEW_PASSWORD);
            return null;
        });
        assertTrue(currentRights.findBySession(session).isPresent());
        assertTrue(passwords.matches(Scenario.PASSWORD, views.findPasswordHash(id)));
    }

    @Test
    void sessionsOfOtherUsersContinue() throws ParseException {
        var other = scenario.name();
        scenario.user(other);
        var session = session(signIn(other));
        users.resetPassword(id, NEW_PASSWORD);
        assertTrue(currentRights.findBySession(session).isPresent());
    }

    @Test
    void currentPasswordIsRequired() {
        assertEquals(List.of("current_password"), faults(password("wrong")));
        assertEquals(
                List.of("current_password"),
                faults(changes(Change.absent(), Change.to(NEW_PASSWORD), Change.absent())));
        assertEquals(1, views.get(id).revision());
    }

    @Test
    void sessionOfADeactivatedUserIsInactive() throws ParseException {
        var session = session(signIn());
        rows.write("UPDATE users SET is_active = FALSE WHERE id = ?", id);
        assertTrue(currentRights.findBySession(session).isEmpty());
    }

    @Test
    void endedSessionsAreNotListed() throws ParseException {
        signIn();
        var ended = session(signIn());
        sessions.revoke(id, ended);
        var page = new PageQuery(10, 0, List.of(), List.of(new PageQuery.Order("id", false)));
        var listed = sessionViews.list(id, Optional.empty(), page);
        assertEquals(1, listed.count());
        assertTrue(listed.items().stream().noneMatch(session -> session.id() == ended));
    }

    @Test
    void staleRevisionChangesNothing() {
        var rename = changes(Change.to(scenario.name()), Change.absent(), Change.absent());
        var changed = editor.updateProfile(id, rename, IfMatch.fromString("\"1\""), Optional.empty(), ADDRESS);
        assertEquals(2, changed.revision());
        var again = changes(Change.to(scenario.name()), Change.absent(), Change.absent());
        assertThrows(
                RevisionMismatch.class,
                () -> editor.updateProfile(id, again, IfMatch.fromString("\"1\""), Optional.empty(), ADDRESS));
        assertEquals(changed.view(), views.get(id).view());
    }

    @Test
    void ownNameInAnotherCaseIsAvailable() {
        var renamed = changes(Change.to(name.toUpperCase(Locale.ROOT)), Change.absent(), Change.absent());
        assertEquals(
                name.toUpperCase(Locale.ROOT),
                editor.updateProfile(id, renamed, IfMatch.orAny(null), Optional.empty(), ADDRESS)
                        .view()
                        .username());
    }

    @Test
    void nameOfAnotherUserIsTaken() {
        var taken = scenario.name();
        scenario.user(taken);
        assertEquals(
                List.of("username"),
                faults(changes(Change.to(taken.toUpperCase(Locale.ROOT)), Change.absent(), Change.absent())));
        assertEquals(name, views.get(id).view().username());
    }

    private TokenPair signIn() {
        return signIn(name);
    }

    private TokenPair signIn(String username) {
        return tokens.open(
                        username,
                        rows.text("SELECT password_hash FROM users WHERE username = ?", username),
                        Optional.empty(),
                        "test",
                        "127.0.0.1")
                .orElseThrow();
    }

    /** Signs in over HTTP; returns whether the sign-in succeeded. */
    private static boolean signsIn(String username, String password) throws Exception {
        var body = Json.MAPPER.writeValueAsString(Map.of("username", username, "password", password));
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + System.getenv("HTTP_PORT") + "/api/v1/token/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertTrue(status == 200 || status == 401, () -> "status " + status);
        return status == 200;
    }

    private String hash() {
        return rows.text("SELECT password_hash FROM users WHERE id = ?", id);
    }

    private List<String> faults(ProfileChanges changes) {
        return assertThrows(
                        InvalidInput.class,
                        () -> editor.updateProfile(id, changes, IfMatch.orAny(null), Optional.empty(), ADDRESS))
                .errors()
                .stream()
                .map(FieldError::field)
                .toList();
    }

    private static ProfileChanges password(String current) {
        return changes(Change.absent(), Change.to(NEW_PASSWORD), Change.to(current));
    }

    private static ProfileChanges changes(Change<String> username, Change<String> password, Change<String> current) {
        return new ProfileChanges(username, Change.absent(), Change.absent(), Change.absent(), password, current);
    }

    private static long session(TokenPair pair) throws ParseException {
        return claims(pair.access()).getLongClaim("sid");
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}

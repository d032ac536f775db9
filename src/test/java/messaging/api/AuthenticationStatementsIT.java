package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import messaging.it.StatementLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The number of SQL statements for authentication (S-SPEED-3). */
@Tag("database")
class AuthenticationStatementsIT {
    private static final int SIGN_IN = 6;
    private static final int REFRESH = 3;

    private final Account ama = Account.register();

    @Test
    void verifiedTokenNeedsNoStatement() {
        // A public operation with a token: the request does nothing but verify the token.
        assertAtMost(
                0,
                StatementLog.of(() -> ApiRequest.api("GET", "token/sso/")
                        .bearer(ama.access())
                        .send()
                        .expect(200)));
    }

    @Test
    void ownProfileIsReadInOneStatement() {
        var log = StatementLog.of(() -> ama.get("users/me/").expect(200));
        assertEquals(1, log.count(), log::toString);
        assertEquals(0, log.control().size(), log::toString);
    }

    @Test
    void signInFromKnownNetwork() {
        assertAtMost(
                SIGN_IN,
                StatementLog.of(() -> signIn(ama.username(), Account.PASSWORD).expect(200)));
    }

    @Test
    void signInWithCookie() {
        assertAtMost(
                SIGN_IN,
                StatementLog.of(() -> ApiRequest.api("POST", "token/cookie/")
                        .json(object("username", ama.username(), "password", Account.PASSWORD))
                        .send()
                        .expect(200)));
    }

    @Test
    void signInDeletesSessionsThatEndedLongAgoWithinTheLimit() {
        Supplier<ApiResponse> signIn = () -> {
            Sql.run("UPDATE sessions SET revoked_at = '2020-01-01' WHERE user_id = ? AND revoked_at IS NULL", ama.id());
            return signIn(ama.username(), Account.PASSWORD).expect(200);
        };
        var log = StatementLog.of(signIn);
        assertTrue(log.statements().stream().anyMatch(sql -> sql.startsWith("DELETE FROM sessions")), log::toString);
        // The test itself sends the UPDATE.
        assertAtMost(SIGN_IN + 1, log);
        assertEquals("1", Sql.text("n", "SELECT COUNT(*) AS n FROM sessions WHERE user_id = ?", ama.id()));
    }

    @Test
    void unknownUsernameAndWrongPasswordCostTheSame() {
        var unknown =
                StatementLog.of(() -> signIn(Account.uniqueUsername(), "wrong").expectProblem(401));
        var wrong = StatementLog.of(() -> signIn(ama.username(), "wrong").expectProblem(401));
        assertEquals(
                unknown.statements().stream().map(StatementLog::normalized).toList(),
                wrong.statements().stream().map(StatementLog::normalized).toList());
        assertAtMost(SIGN_IN, wrong);
    }

    @Test
    void refresh() {
        var newest = new AtomicReference<>(ama.refresh());
        assertAtMost(REFRESH, StatementLog.of(() -> {
            var pair = ApiRequest.api("POST", "token/refresh/")
                    .json(object("refresh", newest.get()))
                    .send()
                    .expect(200);
            newest.set(pair.get("refresh").textValue());
            return pair;
        }));
    }

    private static ApiResponse signIn(String username, String password) {
        return ApiRequest.api("POST", "token/")
                .json(object("username", username, "password", password))
                .send();
    }

    private static void assertAtMost(int limit, StatementLog log) {
        assertTrue(log.count() <= limit, log::toString);
    }
}

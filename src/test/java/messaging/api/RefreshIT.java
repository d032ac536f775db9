package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refresh of tokens, and the end of sessions. */
@Tag("database")
class RefreshIT {

    @Test // S-API-3
    void refreshTokenReturnsNewPair() {
        Account ama = Account.register();
        ApiResponse pair = refresh(ama.refresh()).expect(200);
        assertNotEquals(ama.refresh(), pair.get("refresh").textValue());
        ApiRequest.api("GET", "users/me/")
                .bearer(pair.get("access").textValue())
                .send()
                .expect(200);
        refresh(pair.get("refresh").textValue()).expect(200);
    }

    @Test // S-AUTH-2
    void refreshTokenReuseEndsTheSession() {
        Account ama = Account.register();
        Account elsewhere = ama.signInAgain();
        String newest = refresh(ama.refresh()).expect(200).get("refresh").textValue();
        refresh(ama.refresh()).expectProblem(401);
        // The session ends for the attacker and the user, but the user's other session continues.
        refresh(newest).expectProblem(401);
        refresh(elsewhere.refresh()).expect(200);
    }

    @Test // S-API-3
    void refreshByADeactivatedUserIsRejected() {
        Account ama = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", ama.id());
        refresh(ama.refresh()).expectProblem(401);
        Sql.run("UPDATE users SET is_active = TRUE WHERE id = ?", ama.id());
        // Reactivation does not restore the session.
        refresh(ama.refresh()).expectProblem(401);
    }

    @Test // S-AUTH-5
    void refreshRejectsAccessTokensAndMalformedTokens() {
        Account ama = Account.register();
        for (String token : List.of(ama.access(), "", "x", "a.b.c", ama.refresh() + "x", "é".repeat(9_000))) {
            refresh(token).expectProblem(401);
        }
        ama.get("users/me/").expect(200);
        ApiRequest.api("GET", "users/me/").bearer(ama.refresh()).send().expectProblem(401);
    }

    @Test // S-AUTH-2
    void onlyTheHashOfTheRefreshTokenIsStored() {
        Account ama = Account.register();
        String row = Sql.text(
                "c", "SELECT CONCAT_WS('|', device, HEX(token_hash)) AS c FROM sessions WHERE user_id = ?", ama.id());
        String signature = ama.refresh().substring(ama.refresh().lastIndexOf('.') + 1);
        assertEquals(-1, row.indexOf(signature));
        assertEquals(-1, row.indexOf(hex(signature)));
    }

    @Test // S-AUTH-2
    void signOutEndsTheSession() {
        Account ama = Account.register();
        ApiRequest.api("POST", "token/logout/")
                .json(object("refresh", ama.refresh()))
                .send()
                .expect(204);
        refresh(ama.refresh()).expectProblem(401);
        ApiRequest.api("POST", "token/logout/")
                .json(object("refresh", "nonsense"))
                .send()
                .expect(204);
    }

    @Test // S-AUTH-2
    void userListsAndEndsOwnSessionsOnly() {
        Account ama = Account.register();
        Account elsewhere = ama.signInAgain();
        Account kofi = Account.register();
        long kofis = kofi.get("users/me/sessions/").results().get(0).get("id").longValue();

        ApiResponse sessions = ama.get("users/me/sessions/?ordering=id").expect(200);
        // One session from the registration, and one from the second device.
        assertEquals(2, sessions.get("count").intValue());
        assertEquals(
                List.of(true, false),
                sessions.results().stream()
                        .map(session -> session.get("current").booleanValue())
                        .toList());

        ama.delete("users/me/sessions/" + kofis + "/").expectProblem(404);
        kofi.get("users/me/").expect(200);

        long other = sessions.results().get(1).get("id").longValue();
        ama.delete("users/me/sessions/" + other + "/").expect(204);
        elsewhere.get("users/me/").expectProblem(401);
        refresh(elsewhere.refresh()).expectProblem(401);
        ama.delete("users/me/sessions/" + other + "/").expectProblem(404);
    }

    @Test // S-AUTH-2
    void allOtherSessionsCanBeEnded() {
        Account ama = Account.register();
        Account elsewhere = ama.signInAgain();
        ama.delete("users/me/sessions/").expect(204);
        elsewhere.get("users/me/").expectProblem(401);
        ama.get("users/me/").expect(200);
        assertEquals(1, ama.get("users/me/sessions/").get("count").intValue());
    }

    private static ApiResponse refresh(String token) {
        return ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", token))
                .send();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.US_ASCII)) {
            hex.append("%02X".formatted(unit));
        }
        return hex.toString();
    }
}

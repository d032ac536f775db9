package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in. */
@Tag("database")
class TokenIT {

    @Test // S-API-2
    void signInReturnsTokensThatMustNotBeCached() throws IOException {
        Account ama = Account.register();
        ApiResponse pair = signIn(ama.username(), Account.PASSWORD).expect(200);
        assertEquals(2, pair.json().size());
        assertEquals("no-store", pair.header("Cache-Control").orElse(""));
        assertEquals(ama.username(), claims(pair.get("access")).get("upn").textValue());
        assertEquals(
                Long.toString(ama.id()), claims(pair.get("access")).get("sub").textValue());
        assertEquals(
                Long.toString(ama.id()), claims(pair.get("refresh")).get("sub").textValue());
    }

    @Test // S-API-2, S-API-5
    void signInIgnoresCaseOfUsername() {
        Account ama = Account.register();
        signIn(ama.username().toUpperCase(Locale.ROOT), Account.PASSWORD).expect(200);
    }

    @Test // S-API-2
    void unknownUserGetsTheSameResponse() {
        Account ama = Account.register();
        ApiResponse wrong = signIn(ama.username(), "wrong password").expectProblem(401);
        ApiResponse unknown = signIn(Account.uniqueUsername(), "wrong password").expectProblem(401);
        assertEquals(said(wrong), said(unknown));
        assertTrue(wrong.header("WWW-Authenticate").orElse("").startsWith("Bearer"));
        assertEquals(wrong.header("WWW-Authenticate"), unknown.header("WWW-Authenticate"));
    }

    @Test // S-API-2
    void deactivatedAccountGetsSameProblemAsWrongPassword() {
        Account ama = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", ama.id());
        ApiResponse right = signIn(ama.username(), Account.PASSWORD).expectProblem(401);
        ApiResponse wrong = signIn(ama.username(), "wrong password").expectProblem(401);
        assertEquals(said(right), said(wrong));
    }

    @Test // S-API-2
    void passwordIsNotTrimmedOrFolded() {
        Account ama = Account.register();
        for (String password : List.of(Account.PASSWORD + " ", Account.PASSWORD.toUpperCase(Locale.ROOT), "")) {
            signIn(ama.username(), password).expectProblem(401);
        }
    }

    @Test // S-API-12
    void missingFieldsAreNamed() {
        ApiResponse answer = ApiRequest.api("POST", "token/").json("{}").send().expectProblem(400);
        assertEquals(List.of("password", "username"), answer.errorFields());
    }

    @Test // S-API-2
    void passwordIsNotLogged() {
        assertFalse(
                signIn(Account.uniqueUsername(), "a very secret word").text().contains("secret"));
    }

    private static ApiResponse signIn(String username, String password) {
        return ApiRequest.api("POST", "token/")
                .json(object("username", username, "password", password))
                .send();
    }

    private static String said(ApiResponse answer) {
        return answer.get("title") + " " + answer.get("detail");
    }

    private static JsonNode claims(JsonNode token) throws IOException {
        return new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(token.textValue().split("\\.")[1]));
    }
}

package messaging.security;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.ServerLog;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database, the log and the metrics contain no password, token or code. */
@Tag("database")
class SecretsIT { // S-API-5, S-AUTH-2, S-RUN-6

    private static final String TEXTS =
            "SELECT CONCAT('`', table_name, '`.`', column_name, '`') AS place FROM information_schema.columns"
                    + " WHERE table_schema = DATABASE() AND (data_type LIKE '%char' OR data_type LIKE '%text'"
                    + " OR data_type LIKE '%blob' OR data_type LIKE '%binary' OR data_type = 'json')";

    private final List<String> secrets = new ArrayList<>();
    private final String name = Account.uniqueUsername();

    @Test
    void secretsAreNotInDatabaseLogOrMetrics() {
        ServerLog log = new ServerLog();
        String password = useAllSecrets();

        // The search finds existing values.
        assertTrue(columnsContaining(List.of(name)).contains("`users`.`username`"));
        assertTrue(secrets.size() > 12, secrets::toString);
        assertEquals(List.of(), columnsContaining(secrets));

        String written = log.text();
        String metrics = ApiRequest.to("GET", "metrics").send().expect(200).text();
        for (String secret : secrets) {
            assertFalse(written.contains(secret), () -> secret + " is in the log");
            assertFalse(metrics.contains(secret), () -> secret + " is in the metrics");
        }
        Account.signIn(name, password);
    }

    /** Sends all requests with passwords, valid and invalid; returns the final password. */
    private String useAllSecrets() {
        String first = secret();
        ApiRequest.api("POST", "users/")
                .json(object("username", name, "email", Account.email(name), "password", first))
                .send()
                .expect(201);
        ApiRequest.api("POST", "users/")
                .json(object("username", name, "email", Account.email(name), "password", secret()))
                .send()
                .expectProblem(400);
        ApiRequest.api("POST", "token/")
                .json(object("username", name, "password", secret()))
                .send()
                .expectProblem(401);
        ApiRequest.api("POST", "token/")
                .json("{\"username\": \"" + name + "\", \"password\": \"" + secret() + "\"")
                .send()
                .expectProblem(400);
        ApiResponse pair = ApiRequest.api("POST", "token/")
                .json(object("username", name, "password", first))
                .send()
                .expect(200);
        String refresh = token(pair, "refresh");
        String access = token(pair, "access");
        ApiResponse next = ApiRequest.api("POST", "token/refresh/")
                .header("Idempotency-Key", secret())
                .json(object("refresh", refresh))
                .send()
                .expect(200);
        token(next, "refresh");
        token(next, "access");
        ApiResponse cookie = ApiRequest.api("POST", "token/cookie/")
                .json(object("username", name, "password", first))
                .send()
                .expect(200);
        token(cookie, "access");
        secrets.add(
                cookie.header("Set-Cookie").orElseThrow().replaceAll(";.*", "").replaceAll(".*\\.", ""));
        ApiRequest.api("GET", "users/me/").bearer(access + "x").send().expectProblem(401);
        ApiRequest.api("GET", "users/me/?access_token=" + access).send().expectProblem(401);
        String second = secret();
        ApiResponse me = ApiRequest.api("PATCH", "users/me/")
                .bearer(access)
                .json(object("password", second, "current_password", first))
                .send()
                .expect(200);
        ApiRequest.api("PATCH", "users/me/")
                .bearer(access)
                .json(object("password", secret(), "current_password", secret()))
                .send()
                .expectProblem(400);
        // A reuse, which revokes the session.
        ApiRequest.api("POST", "token/refresh/")
                .json(object("refresh", refresh))
                .send()
                .expectProblem(401);
        String code = Account.createAdministrator()
                .request("POST", "admin/users/" + me.id() + "/password-reset/")
                .send()
                .expect(201)
                .get("code")
                .textValue();
        secrets.add(code);
        String third = secret();
        ApiRequest.api("POST", "users/password-reset/confirm/")
                .json(object("code", code, "password", third))
                .send()
                .expect(204);
        ApiRequest.api("POST", "users/password-reset/confirm/")
                .json(object("code", code, "password", secret()))
                .send()
                .expectProblem(400);
        return third;
    }

    private String secret() {
        String secret = "pass-" + UUID.randomUUID();
        secrets.add(secret);
        return secret;
    }

    private String token(ApiResponse answer, String field) {
        String token = answer.get(field).textValue();
        // The signature is the secret part.
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }

    /** The columns of all tables that contain one of the texts. */
    private static List<String> columnsContaining(List<String> texts) {
        return Sql.column("place", TEXTS).stream()
                .filter(place -> containsAny(place, texts))
                .toList();
    }

    private static boolean containsAny(String place, List<String> texts) {
        String column = place.replaceAll(".*\\.", "");
        String table = place.replaceAll("\\..*", "");
        String conditions =
                Collections.nCopies(texts.size(), "LOCATE(CAST(? AS BINARY), CAST(" + column + " AS BINARY)) > 0")
                        .stream()
                        .collect(Collectors.joining(" OR "));
        return !Sql.column(
                        "found",
                        "SELECT 1 AS found FROM " + table + " WHERE " + conditions + " LIMIT 1",
                        texts.toArray())
                .isEmpty();
    }
}

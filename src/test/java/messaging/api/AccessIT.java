package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Operations;
import messaging.it.Operations.Operation;
import messaging.it.Sql;
import org.junit.jupiter.api.Test;

/** Authentication and authorization of all operations. */
class AccessIT {

    /** All other operations in the OpenAPI document require a token, or the cookie. */
    private static final Set<String> PUBLIC = Set.of(
            "POST users/",
            "POST token/",
            "POST token/refresh/",
            "POST token/logout/",
            "POST token/cookie/",
            "POST token/cookie/logout/",
            "GET token/sso/",
            "POST users/password-reset/",
            "POST users/password-reset/confirm/",
            "GET health/");

    private static final List<String> BAD_HEADERS = List.of(
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Bearer a.b.c",
            "Bearer e30.e30.",
            "Basic a3dhbWU6dGVzdHBhc3MxMjM=",
            "Negotiate x",
            "bearer",
            "Bearer Bearer x",
            "Digest username=\"kwame\"",
            "Bearer " + "x".repeat(9_000),
            "\u00ff\u00fe");

    @Test // S-API-4
    void otherOperationsRequireAToken() {
        Set<String> open = new TreeSet<>();
        for (Operation operation : Operations.all()) {
            ApiResponse answer = request(operation).send();
            if (answer.status() == 401) {
                answer.expectProblem(401);
                assertTrue(
                        answer.header("WWW-Authenticate").orElse("").startsWith("Bearer "),
                        () -> operation + ": " + answer);
            }
            if (answer.status() != 401 || PUBLIC.contains(operation.toString())) {
                open.add(operation.toString());
            }
        }
        assertEquals(new TreeSet<>(PUBLIC), open);
    }

    @Test // S-API-4
    void malformedHeaderIsRejectedLikeAMissingOne() {
        for (String header : BAD_HEADERS) {
            ApiResponse answer = ApiRequest.api("GET", "users/me/")
                    .header("Authorization", header)
                    .send()
                    .expectProblem(401);
            assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Bearer "), header);
        }
    }

    @Test // S-API-4
    void bearerSchemeIgnoresCase() {
        Account ama = Account.register();
        for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
            ApiRequest.api("GET", "users/me/")
                    .header("Authorization", scheme + " " + ama.access())
                    .send()
                    .expect(200);
        }
    }

    @Test // S-API-4
    void publicOperationIgnoresAMalformedHeader() {
        String name = Account.uniqueUsername();
        ApiRequest.api("POST", "users/")
                .bearer("nonsense")
                .json(Account.registration(name))
                .send()
                .expect(201);
        for (String header : BAD_HEADERS) {
            ApiRequest.api("GET", "health/")
                    .header("Authorization", header)
                    .send()
                    .expect(200);
            ApiRequest.to("GET", "health/ready")
                    .header("Authorization", header)
                    .send()
                    .expect(200);
            ApiRequest.to("GET", "openapi")
                    .header("Authorization", header)
                    .send()
                    .expect(200);
            ApiRequest.to("GET", ".well-known/jwks.json")
                    .header("Authorization", header)
                    .send()
                    .expect(200);
            ApiRequest.api("POST", "token/")
                    .header("Authorization", header)
                    .json(object("username", name, "password", Account.PASSWORD))
                    .send()
                    .expect(200);
        }
    }

    @Test // S-API-4, S-API-5
    void administrationRequiresAnAdministrator() {
        Account ama = Account.register();
        ama.get("users/").expectProblem(403);
        ama.request("POST", "admin/users/" + ama.id() + "/password-reset/")
                .send()
                .expectProblem(403);
        Account administrator = Account.createAdministrator();
        administrator.get("users/").expect(200);
        // The account's current rights apply, not the token's.
        Sql.run("UPDATE users SET is_admin = FALSE WHERE id = ?", administrator.id());
        Account.signIn(administrator.username(), Account.PASSWORD).get("users/").expectProblem(403);
    }

    private static ApiRequest request(Operation operation) {
        ApiRequest call = ApiRequest.api(operation.method(), operation.at(collection -> "1"));
        return operation.hasBody() ? call.json("{}") : call;
    }
}

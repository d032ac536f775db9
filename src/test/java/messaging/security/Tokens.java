package messaging.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import messaging.it.ApiRequest;
import messaging.it.ApiResponse;

/** Whether the server takes an access token. */
final class Tokens {

    private Tokens() {}

    /** Fails unless the token is good for a request; returns the profile that it reads. */
    static ApiResponse accepted(String token) {
        return ApiRequest.api("GET", "users/me/").bearer(token).send().expect(200);
    }

    /** Fails unless the answer is that of a bad token (RFC 6750). */
    static void refused(String token) {
        ApiResponse answer =
                ApiRequest.api("GET", "users/me/").bearer(token).send().expectProblem(401);
        assertTrue(
                answer.header("WWW-Authenticate").orElse("").matches("Bearer .*error=\"invalid_token\""),
                answer::toString);
    }
}

package messaging.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import messaging.it.ApiRequest;
import messaging.it.ApiResponse;

/** Checks whether the server accepts access tokens. */
final class Tokens {

    private Tokens() {}

    /** Asserts that a token is accepted; returns the profile that it reads. */
    static ApiResponse accepted(String token) {
        return ApiRequest.api("GET", "users/me/").bearer(token).send().expect(200);
    }

    /** Asserts that a token is rejected (RFC 6750). */
    static void refused(String token) {
        ApiResponse answer =
                ApiRequest.api("GET", "users/me/").bearer(token).send().expectProblem(401);
        assertTrue(
                answer.header("WWW-Authenticate").orElse("").matches("Bearer .*error=\"invalid_token\""),
                answer::toString);
    }
}

package messaging.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import messaging.it.ApiRequest;
import messaging.it.ApiResponse;

/** Checks whether the server accepts access tokens. */
final class TokenAssertions {

    private TokenAssertions() {}

    /** Asserts that a token is accepted; returns the profile that it reads. */
    static ApiResponse assertAccepted(String token) {
        return ApiRequest.api("GET", "users/me/").bearer(token).send().expect(200);
    }

    /** Asserts that a token is rejected (RFC 6750). */
    static void assertRejected(String token) {
        ApiResponse answer =
                ApiRequest.api("GET", "users/me/").bearer(token).send().expectProblem(401);
        assertTrue(
                answer.header("WWW-Authenticate").orElse("").matches("Bearer .*error=\"invalid_token\""),
                answer::toString);
    }
}

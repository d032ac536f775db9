package messaging.security;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Stream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import messaging.it.TestEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Revocation of access tokens before they expire, on every replica (REVOCATION_SECONDS). */
class RevocationIT { // S-AUTH-2, S-AUTH-5

    private static final long BOUND_MILLIS = TestEnvironment.REVOCATION_SECONDS * 1_000L;
    private static String second;

    @BeforeAll
    static void start() {
        second = Replicas.second().url() + "api/v1/";
    }

    static Stream<Arguments> revocations() {
        return Stream.of(
                revocation("a session revoked from another device", ama -> {
                    Account otherDevice = ama.signInAgain();
                    otherDevice.get("users/me/sessions/?ordering=id").results().stream()
                            .filter(session -> !session.get("current").booleanValue())
                            .forEach(session -> otherDevice
                                    .delete("users/me/sessions/" + session.get("id") + "/")
                                    .expect(204));
                }),
                revocation(
                        "all other sessions ended",
                        ama -> ama.signInAgain().delete("users/me/sessions/").expect(204)),
                revocation(
                        "a sign-out",
                        ama -> ApiRequest.api("POST", "token/logout/")
                                .json(object("refresh", ama.refresh()))
                                .send()
                                .expect(204)),
                revocation(
                        "a changed password",
                        ama -> ama.signInAgain()
                                .patch(
                                        "users/me/",
                                        object("password", "another good phrase", "current_password", Account.PASSWORD))
                                .expect(200)),
                revocation("a stolen refresh token", ama -> {
                    ApiRequest.api("POST", "token/refresh/")
                            .json(object("refresh", ama.refresh()))
                            .send();
                    ApiRequest.api("POST", "token/refresh/")
                            .json(object("refresh", ama.refresh()))
                            .send()
                            .expect(401);
                }));
    }

    private static Arguments revocation(String name, Consumer<Account> end) {
        return Arguments.of(name, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revocations")
    void revocationTakesEffectWithinTheBoundEverywhere(String name, Consumer<Account> end) throws InterruptedException {
        Account ama = Account.register();
        ama.get("users/me/").expect(200);
        onOtherReplica(ama).expect(200);
        end.accept(ama);
        ama.get("users/me/").expectProblem(401);
        Thread.sleep(BOUND_MILLIS);
        onOtherReplica(ama).expectProblem(401);
    }

    @Test
    void deactivationTakesEffectWithinTheBoundEverywhere() throws InterruptedException {
        Account ama = Account.register();
        ama.get("users/me/").expect(200);
        onOtherReplica(ama).expect(200);
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", ama.id());
        Thread.sleep(BOUND_MILLIS);
        ama.get("users/me/").expectProblem(401);
        onOtherReplica(ama).expectProblem(401);
    }

    @Test
    void demotionTakesEffectWithinTheBoundEverywhere() throws InterruptedException {
        Account administrator = Account.createAdministrator();
        ApiRequest.to("GET", second + "users/")
                .bearer(administrator.access())
                .send()
                .expect(200);
        Sql.run("UPDATE users SET is_admin = FALSE WHERE id = ?", administrator.id());
        Thread.sleep(BOUND_MILLIS);
        administrator.get("users/").expectProblem(403);
        ApiRequest.to("GET", second + "users/")
                .bearer(administrator.access())
                .send()
                .expectProblem(403);
    }

    @Test
    void callersSessionSurvivesAPasswordChange() {
        Account ama = Account.register();
        ama.patch("users/me/", object("password", "another good phrase", "current_password", Account.PASSWORD))
                .expect(200);
        ama.get("users/me/").expect(200);
        assertEquals(
                200,
                ApiRequest.api("POST", "token/refresh/")
                        .json(object("refresh", ama.refresh()))
                        .send()
                        .status());
    }

    @Test
    void requestsDoNotQueryTheDatabaseEachTime() {
        Account ama = Account.register();
        int requests = 300;
        long before = Sql.selects();
        for (int i = 0; i < requests; i++) {
            // An invalid request, so that only the check of the token can query the database.
            ama.get("users/directory/?search=a").expect(400);
        }
        long asked = Sql.selects() - before;
        assertTrue(asked < requests / 3, () -> asked + " reads for " + requests + " requests");
    }

    private static ApiResponse onOtherReplica(Account account) {
        return ApiRequest.to("GET", second + "users/me/")
                .bearer(account.access())
                .send();
    }
}

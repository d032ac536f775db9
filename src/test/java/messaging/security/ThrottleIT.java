package messaging.security;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import messaging.api.Concurrently;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestEnvironment;
import messaging.it.TestStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rate limits of password checks, with their defaults. No attempt is refilled while a test runs. */
@Tag("database")
class ThrottleIT {

    private static final int PER_ACCOUNT = 30;
    private static final int PER_MAILBOX = 5;
    private static final String WRONG = "wrong password";

    @Test
    void unknownNetworksShareTheLimitOfTheAccount() {
        Account ama = Account.register();
        ApiResponse refused = exhaust(i -> unknownClient(i).signIn(ama.username(), WRONG), PER_ACCOUNT);
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        int longest = TestEnvironment.SIGN_IN_WINDOW_SECONDS / PER_ACCOUNT;
        assertTrue(wait >= 1 && wait <= longest, () -> "Retry-After " + wait);
        // The correct password is now rejected too.
        unknownClient(99).signIn(ama.username(), Account.PASSWORD).expectProblem(429);
    }

    @Test
    void userCanStillSignInFromAKnownNetwork() {
        Account ama = Account.register(); // From this machine's address.
        exhaust(i -> unknownClient(i).signIn(ama.username(), WRONG), PER_ACCOUNT);
        unknownClient(1).signIn(ama.username(), Account.PASSWORD).expectProblem(429);
        Account.signIn(ama.username(), Account.PASSWORD);
        // The user can change the password, which ends all other sessions.
        ama.patch("users/me/", object("password", "another good phrase", "current_password", Account.PASSWORD))
                .expect(200);
    }

    @Test
    void knownNetworkHasASeparateLimit() {
        Account ama = Account.register();
        exhaust(
                i -> ApiRequest.api("POST", "token/")
                        .json(object("username", ama.username(), "password", WRONG))
                        .send(),
                PER_ACCOUNT);
        unknownClient(1).signIn(ama.username(), Account.PASSWORD).expect(200);
    }

    @Test
    void ipv6NetworkSharesOneLimit() {
        Account ama = Account.register();
        Client.at("2001:db8:1:2::1").signIn(ama.username(), Account.PASSWORD).expect(200);
        exhaust(i -> unknownClient(i).signIn(ama.username(), WRONG), PER_ACCOUNT);
        Client.at("2001:db8:1:2:ffff::9")
                .signIn(ama.username(), Account.PASSWORD)
                .expect(200);
        Client.at("2001:db8:1:3::1").signIn(ama.username(), Account.PASSWORD).expectProblem(429);
    }

    @Test
    void unknownUsernameIsLimitedInTheSameWay() {
        Account ama = Account.register();
        String nobody = Account.uniqueUsername();
        List<ApiResponse> known = new ArrayList<>();
        List<ApiResponse> unknown = new ArrayList<>();
        for (int i = 0; i < PER_ACCOUNT + 5; i++) {
            known.add(unknownClient(i).signIn(ama.username(), WRONG));
            unknown.add(unknownClient(i).signIn(nobody, WRONG));
        }
        assertEquals(401, unknown.get(0).status());
        assertEquals(429, unknown.get(unknown.size() - 1).status());
        for (int i = 0; i < known.size(); i++) {
            assertEquals(describe(known.get(i)), describe(unknown.get(i)));
        }
    }

    @Test
    void spellingsOfAUsernameShareItsLimit() {
        String name = Account.register().username().substring(0, 12) + "a1";
        Account.register(name);
        List<String> spellings = List.of(
                name,
                name.toUpperCase(Locale.ROOT),
                name.replace('1', '\u0661'),
                name.replace('1', '\u0967'),
                name.replace('a', '\uff41'),
                name.replace("a1", "a\u200b1"),
                "\u2060" + name);
        Client.at("198.51.100.7").signIn(spellings.get(2), Account.PASSWORD).expect(200);
        exhaust(i -> unknownClient(i).signIn(spellings.get(i % spellings.size()), WRONG), PER_ACCOUNT);
        for (String spelling : spellings) {
            unknownClient(1).signIn(spelling, WRONG).expectProblem(429);
        }
    }

    @Test
    void limitAppliesAcrossReplicas() {
        Account ama = Account.register();
        String second = Replicas.second().url();
        exhaust(
                i -> (i % 2 == 0 ? unknownClient(i) : unknownClient(i).before(second)).signIn(ama.username(), WRONG),
                PER_ACCOUNT);
        unknownClient(1).before(second).signIn(ama.username(), Account.PASSWORD).expectProblem(429);
    }

    @Test
    void simultaneousAttemptsAllCount() {
        Account ama = Account.register();
        List<Callable<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < PER_ACCOUNT + 20; i++) {
            Client client = unknownClient(i);
            attempts.add(() -> client.signIn(ama.username(), WRONG).status());
        }
        List<Integer> statuses = Concurrently.run(attempts);
        assertEquals(PER_ACCOUNT, Collections.frequency(statuses, 401), statuses::toString);
        assertEquals(attempts.size() - PER_ACCOUNT, Collections.frequency(statuses, 429), statuses::toString);
    }

    @Test
    void successfulAttemptIsRefunded() {
        Account ama = Account.register();
        for (int i = 0; i < PER_ACCOUNT + 10; i++) {
            // Different addresses, so that none is known.
            Client.at("203.0.113." + i).signIn(ama.username(), Account.PASSWORD).expect(200);
        }
    }

    @Test
    void addressIsLimitedForAllAccountsTogether() {
        Client attacker = Client.at("192.0.2.77").before(Replicas.second().url());
        exhaust(i -> attacker.signIn(Account.uniqueUsername(), WRONG), Replicas.ADDRESS_ATTEMPTS);
        Account ama = Account.register();
        attacker.signIn(ama.username(), Account.PASSWORD).expectProblem(429);
        Client.at("192.0.2.78")
                .before(Replicas.second().url())
                .signIn(ama.username(), Account.PASSWORD)
                .expect(200);
    }

    @Test
    void cookieSignInIsLimited() {
        Account ama = Account.register();
        exhaust(
                i -> unknownClient(i).post("token/cookie/", object("username", ama.username(), "password", WRONG)),
                PER_ACCOUNT);
        unknownClient(1).signIn(ama.username(), Account.PASSWORD).expectProblem(429);
    }

    @Test
    void currentPasswordChecksAreLimited() {
        Account ama = Account.register();
        exhaust(
                i -> ama.patch(
                        "users/me/", object("password", "another good phrase", "current_password", "wrong " + i)),
                PER_ACCOUNT,
                400);
        ama.patch("users/me/", object("password", "another good phrase", "current_password", Account.PASSWORD))
                .expectProblem(429);
        // An attacker with the access token can prevent neither sign-ins nor other changes of the user.
        Account.signIn(ama.username(), Account.PASSWORD);
        ama.patch("users/me/", object("first_name", "Ama")).expect(200);
    }

    @Test
    void accountDeletionAttemptsAreLimited() {
        Account ama = Account.register();
        exhaust(
                i -> ama.request("DELETE", "users/me/")
                        .json(object("current_password", "wrong " + i))
                        .send(),
                PER_ACCOUNT,
                400);
        ama.request("DELETE", "users/me/")
                .json(object("current_password", Account.PASSWORD))
                .send()
                .expectProblem(429);
        Account.signIn(ama.username(), Account.PASSWORD).get("users/me/").expect(200);
    }

    @Test
    void resetCodesPerMailboxAreLimited() throws InterruptedException {
        Account ama = Account.register();
        for (int i = 0; i < PER_MAILBOX + 5; i++) {
            String spelling = i % 2 == 0 ? ama.email() : ama.email().toUpperCase(Locale.ROOT);
            requestReset(unknownClient(i), spelling);
        }
        requestReset(unknownClient(1), Account.uniqueUsername() + "@example.com");
        awaitMails(ama, PER_MAILBOX);
        Thread.sleep(500);
        assertEquals(PER_MAILBOX, TestStage.mailbox().count(ama.email()));
    }

    @Test
    void resetCodesPerClientAddressAreLimited() throws InterruptedException {
        Client attacker = Client.at("192.0.2.88").before(Replicas.second().url());
        for (int i = 0; i < Replicas.ADDRESS_ATTEMPTS; i++) {
            requestReset(attacker, Account.uniqueUsername() + "@example.com");
        }
        Account ama = Account.register();
        for (int i = 0; i < PER_MAILBOX; i++) {
            requestReset(attacker, ama.email());
        }
        Thread.sleep(500);
        assertEquals(0, TestStage.mailbox().count(ama.email()));
        requestReset(Client.at("192.0.2.89").before(Replicas.second().url()), ama.email());
        awaitMails(ama, 1);
    }

    private static void requestReset(Client client, String email) {
        assertEquals(
                "",
                client.post("users/password-reset/", object("email", email))
                        .expect(202)
                        .text());
    }

    private static void awaitMails(Account account, int number) throws InterruptedException {
        for (int i = 0; i < 100 && TestStage.mailbox().count(account.email()) < number; i++) {
            Thread.sleep(100);
        }
        assertEquals(number, TestStage.mailbox().count(account.email()));
    }

    private static ApiResponse exhaust(IntFunction<ApiResponse> attempt, int limit) {
        return exhaust(attempt, limit, 401);
    }

    /** Sends attempts until the limit, which must be reached exactly; returns the rejection. */
    private static ApiResponse exhaust(IntFunction<ApiResponse> attempt, int limit, int wrong) {
        for (int tried = 0; tried < limit; tried++) {
            attempt.apply(tried).expectProblem(wrong);
        }
        return attempt.apply(limit).expectProblem(429);
    }

    private static Client unknownClient(int number) {
        return Client.at("198.51.100." + (100 + number));
    }

    private static String describe(ApiResponse answer) {
        return answer.status() + " " + answer.get("detail") + answer.header("WWW-Authenticate");
    }
}

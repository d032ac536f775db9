package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Eventually;
import messaging.it.ServerLog;
import messaging.it.Sql;
import messaging.it.TestStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Password resets. */
@Tag("database")
class PasswordResetIT {

    private static final String NEW_PASSWORD = "an even better staple";
    private static final Pattern CODE = Pattern.compile("#/password-reset/([A-Za-z0-9_-]+)");

    private final Account ama = Account.register();

    @Test // S-API-16
    void administratorHandsOverACode() {
        Account administrator = Account.createAdministrator();
        ApiResponse offer = offer(administrator).expect(201);
        assertEquals(ama.id(), offer.get("user").longValue());
        assertEquals("no-store", offer.header("Cache-Control").orElse(""));
        assertTrue(offer.get("url")
                .textValue()
                .endsWith("#/password-reset/" + offer.get("code").textValue()));
        confirm(offer.get("code").textValue(), NEW_PASSWORD).expect(204);
        Account.signIn(ama.username(), NEW_PASSWORD);
        assertEquals(
                Long.toString(administrator.id()),
                Sql.text(
                        "actor_id",
                        "SELECT actor_id FROM audit_entries WHERE action = 'user.password_reset' AND target_id = ?",
                        ama.id()));
        administrator
                .request("POST", "admin/users/" + Long.MAX_VALUE + "/password-reset/")
                .send()
                .expectProblem(404);
    }

    @Test // S-API-16
    void codeIsSentByEmail() {
        String mail = requestedMail(ama.email().toUpperCase(Locale.ROOT));
        confirm(code(mail), NEW_PASSWORD).expect(204);
        Account.signIn(ama.username(), NEW_PASSWORD);
    }

    @Test // S-API-16
    void responseDoesNotRevealWhetherAnAddressIsKnown() {
        Account gone = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", gone.id());
        ApiResponse unknown = request("unknown." + ama.email()).expect(202);
        ApiResponse deactivated = request(gone.email()).expect(202);
        int before = TestStage.mailbox().count();
        ApiResponse known = request(ama.email()).expect(202);
        assertEquals(known.text(), unknown.text());
        assertEquals(known.text(), deactivated.text());
        // Emails are sent in the order of the requests, so one to another address would have arrived before this one.
        TestStage.mailbox().awaitNewestTo(ama.email(), before + 1);
        assertEquals(before + 1, TestStage.mailbox().count());
        assertEquals(0, codes(gone));
    }

    @Test // S-API-16
    void usedCodeInvalidatesAllCodes() {
        Account administrator = Account.createAdministrator();
        String first = offer(administrator).get("code").textValue();
        String second = offer(administrator).get("code").textValue();
        confirm(second, NEW_PASSWORD).expect(204);
        for (String used : List.of(first, second)) {
            assertEquals(
                    List.of("code"),
                    confirm(used, "yet another staple").expectProblem(400).errorFields());
        }
        Account.signIn(ama.username(), NEW_PASSWORD);
    }

    @Test // S-API-16
    void onlyOneOfTwoSimultaneousCodesWorks() {
        Account administrator = Account.createAdministrator();
        ServerLog log = new ServerLog();
        List<CompletableFuture<Integer>> both = new ArrayList<>();
        List<String> codes = List.of(
                offer(administrator).get("code").textValue(),
                offer(administrator).get("code").textValue());
        Sql.runWhileLocked(
                () -> {
                    codes.forEach(code -> both.add(CompletableFuture.supplyAsync(
                            () -> confirm(code, NEW_PASSWORD).status())));
                    Eventually.holds(() -> Sql.lockWaits() >= 2);
                },
                "SELECT id FROM users WHERE id = ? FOR UPDATE",
                ama.id());
        assertEquals(
                List.of(204, 400),
                both.stream().map(CompletableFuture::join).sorted().toList());
        assertEquals(List.of(), log.errors());
    }

    @Test // S-API-16
    void expiredCodeIsRejected() {
        String code = offer(Account.createAdministrator()).get("code").textValue();
        Sql.run("UPDATE password_resets SET expires_at = UTC_TIMESTAMP(6) WHERE user_id = ?", ama.id());
        assertEquals(
                List.of("code"), confirm(code, NEW_PASSWORD).expectProblem(400).errorFields());
        Account.signIn(ama.username(), Account.PASSWORD);
    }

    @Test // S-API-16
    void weakPasswordDoesNotUseUpTheCode() {
        String code = offer(Account.createAdministrator()).get("code").textValue();
        assertEquals(
                List.of("password"),
                confirm(code, "password").expectProblem(400).errorFields());
        assertEquals(
                List.of("password"),
                confirm(code, ama.username()).expectProblem(400).errorFields());
        confirm(code, NEW_PASSWORD).expect(204);
    }

    @Test // S-API-16
    void newPasswordEndsAllSessions() {
        Account elsewhere = ama.signInAgain();
        confirm(offer(Account.createAdministrator()).get("code").textValue(), NEW_PASSWORD)
                .expect(204);
        for (Account account : List.of(ama, elsewhere)) {
            ApiRequest.api("POST", "token/refresh/")
                    .json(object("refresh", account.refresh()))
                    .send()
                    .expectProblem(401);
        }
    }

    @Test // S-API-16
    void onlyTheHashOfTheCodeIsStored() {
        String code = offer(Account.createAdministrator()).get("code").textValue();
        String row = Sql.text(
                "c",
                "SELECT CONCAT(CAST(code_hash AS CHAR CHARACTER SET latin1), '|', HEX(code_hash)) AS c"
                        + " FROM password_resets WHERE user_id = ?",
                ama.id());
        assertFalse(row.contains(code));
    }

    @Test // S-API-16
    void malformedCodeIsRejected() {
        for (String code : List.of("", " ", "x", "é", "x".repeat(100_000), "' OR 1=1 --")) {
            confirm(code, NEW_PASSWORD).expectProblem(400);
        }
        request("no address").expectProblem(400);
    }

    private ApiResponse offer(Account administrator) {
        return administrator
                .request("POST", "admin/users/" + ama.id() + "/password-reset/")
                .send()
                .expect(201);
    }

    private String requestedMail(String address) {
        int before = TestStage.mailbox().count();
        request(address).expect(202);
        return TestStage.mailbox().awaitNewestTo(ama.email(), before + 1);
    }

    private static ApiResponse request(String email) {
        return ApiRequest.api("POST", "users/password-reset/")
                .json(object("email", email))
                .send();
    }

    private static ApiResponse confirm(String code, String password) {
        return ApiRequest.api("POST", "users/password-reset/confirm/")
                .json(object("code", code, "password", password))
                .send();
    }

    private static int codes(Account account) {
        return Integer.parseInt(
                Sql.text("n", "SELECT COUNT(*) AS n FROM password_resets WHERE user_id = ?", account.id()));
    }

    private static String code(String mail) {
        // Quoted-printable breaks long lines.
        Matcher found = CODE.matcher(mail.replace("=\r\n", ""));
        assertTrue(found.find(), mail);
        return found.group(1);
    }
}

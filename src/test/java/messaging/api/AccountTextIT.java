package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.text.Normalizer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of usernames, names, titles, passwords and email addresses. */
@Tag("database")
class AccountTextIT {

    @ParameterizedTest // S-TEXT-2
    @ValueSource(
            strings = {
                "kwame\u3164",
                "\u115f",
                ".",
                "..",
                "@",
                "kwame.",
                "_kwame",
                "kwame..m",
                "kwame-.m",
                "kwame+m",
                "a@b",
                "kwame\u200b",
                "ｋｗａｍｅ",
                "kwame👍",
                "k wame",
                "\u0301a",
                "kwame\u202e",
                "x²"
            })
    void malformedUsernameIsRejected(String username) {
        assertFault(register(username, unique()), "username", "invalid_format");
        assertFault(Account.register().patch("users/me/", object("username", username)), "username", "invalid_format");
    }

    @ParameterizedTest // S-TEXT-2
    @ValueSource(strings = {"Иvan", "kwаme", "αlpha", "ab١"})
    void mixedScriptsAreRejected(String username) {
        assertFault(register(username, unique()), "username", "mixed_scripts");
    }

    @ParameterizedTest // S-TEXT-2
    @ValueSource(
            strings = {
                "admin",
                "Administrator",
                "ADMIN",
                "аdmіn",
                "support",
                "everyone",
                "deleted-7",
                "deleted",
                "deleted-x",
                "a11"
            })
    void reservedWordsAndTheirLookalikesAreRejected(String username) {
        var code = register(username, unique())
                .expectProblem(400)
                .get("errors")
                .get(0)
                .get("code")
                .textValue();
        assertEquals(username.equals("аdmіn") ? "mixed_scripts" : "reserved", code);
    }

    @ParameterizedTest // S-TEXT-2
    @ValueSource(strings = {"Ελένη", "иван", "محمد", "田中", "김민수", "นำ", "अमिता", "jose\u0301", "k.w_a-m"})
    void namesOfOtherScriptsAreAcceptedAndStoredInNfc(String start) {
        var digits = Long.toString(System.nanoTime() % 10_000_000);
        var username = start + digits;
        var answer = register(username, unique()).expect(201);
        assertEquals(
                Normalizer.normalize(username, Normalizer.Form.NFC),
                answer.get("username").textValue());
        Account.signIn(
                Normalizer.normalize(username, Normalizer.Form.NFD).toUpperCase(java.util.Locale.ROOT),
                Account.PASSWORD);
    }

    @Test // S-TEXT-2
    void confusableNamesAreTaken() {
        var name = "modern1" + unique();
        register(name, unique()).expect(201);
        for (var other :
                List.of(name.toUpperCase(java.util.Locale.ROOT), name.replace("rn1", "ml"), name.replace('1', 'l'))) {
            assertFault(register(other, unique()), "username", "taken");
            assertFault(Account.register().patch("users/me/", object("username", other)), "username", "taken");
        }
        register(name + "2", unique()).expect(201);
    }

    @Test // S-TEXT-2
    void onlyOneOfTwoConfusableRegistrationsAtTheSameTimeSucceeds() throws Exception {
        for (int round = 0; round < 5; round++) {
            var name = "scope" + unique();
            var start = new CyclicBarrier(2);
            var pool = Executors.newFixedThreadPool(2);
            try {
                var both = List.of(name + "l", name + "1").stream()
                        .<Callable<Integer>>map(username -> () -> {
                            start.await();
                            return register(username, unique()).status();
                        })
                        .toList();
                var statuses = new java.util.ArrayList<Integer>();
                for (var one : pool.invokeAll(both)) {
                    statuses.add(one.get());
                }
                assertEquals(List.of(201, 400), statuses.stream().sorted().toList());
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test // S-TEXT-2
    void releasedNameIsUnavailableToOthersForThirtyDays() {
        var former = Account.register();
        former.patch("users/me/", object("username", unique())).expect(200);
        assertFault(register(former.username(), unique()), "username", "taken");
        assertFault(register(former.username().toUpperCase(java.util.Locale.ROOT), unique()), "username", "taken");
        var other = Account.register();
        assertFault(other.patch("users/me/", object("username", former.username())), "username", "taken");
        former.patch("users/me/", object("username", former.username())).expect(200);
        former.patch("users/me/", object("username", unique())).expect(200);
        age(former, 29);
        assertFault(other.patch("users/me/", object("username", former.username())), "username", "taken");
        age(former, 31);
        other.patch("users/me/", object("username", former.username())).expect(200);
        assertFault(former.patch("users/me/", object("username", former.username())), "username", "taken");
    }

    @Test // S-TEXT-2
    void nameOfDeletedAccountIsUnavailableToo() {
        var gone = Account.register();
        gone.request("DELETE", "users/me/")
                .json(object("current_password", Account.PASSWORD))
                .send()
                .expect(204);
        assertFault(register(gone.username(), unique()), "username", "taken");
        age(gone, 31);
        register(gone.username(), unique()).expect(201);
    }

    private static void age(Account account, int days) {
        Sql.run(
                "UPDATE username_claims SET released_at = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE user_id = ?"
                        + " AND released_at IS NOT NULL",
                days,
                account.id());
    }

    @Test // S-TEXT-2
    void existingAccountKeepsItsName() {
        for (var suffix : List.of(".", "+x", "@example.com", "\u3164")) {
            var account = Account.register();
            var legacy = account.username() + suffix;
            Sql.run("UPDATE users SET username = ?, revision = revision + 1 WHERE id = ?", legacy, account.id());
            Account.signIn(legacy, Account.PASSWORD);
            account.patch("users/me/", object("first_name", "Kwame")).expect(200);
            account.put("users/me/", object("username", legacy, "email", account.email(), "last_name", "Mensah"))
                    .expect(200);
            account.patch("users/me/", object("username", legacy)).expect(200);
            assertFault(account.patch("users/me/", object("username", legacy + ".")), "username", "invalid_format");
        }
    }

    @ParameterizedTest // S-TEXT-3
    @ValueSource(
            strings = {
                "a\u202eb",
                "a\nb",
                "a\r\nb",
                "a\u2028b",
                "a\u2029b",
                "a\u0085b",
                "a\u0007b",
                "\u2066a\u2069",
                "a\tb"
            })
    void controlsAndLineBreaksAreRejected(String text) {
        var account = Account.register();
        for (var field : List.of("first_name", "last_name")) {
            assertFault(account.patch("users/me/", object(field, text)), field, "invalid_characters");
            assertFault(
                    account.put(
                            "users/me/", object("username", account.username(), "email", account.email(), field, text)),
                    field,
                    "invalid_characters");
            var body = Account.registration(unique());
            body.put(field, text);
            assertFault(ApiRequest.api("POST", "users/").json(body).send(), field, "invalid_characters");
        }
        assertFault(account.post("conversations/", object("title", text)), "title", "invalid_characters");
        var conversation = account.createConversation("Title");
        assertFault(account.patch(conversation, object("title", text)), "title", "invalid_characters");
        assertFault(
                account.put(conversation, object("title", text, "participants", List.of())),
                "title",
                "invalid_characters");
        assertFault(
                ApiRequest.api("POST", "token/")
                        .json(object("username", account.username(), "password", Account.PASSWORD, "device", text))
                        .send(),
                "device",
                "invalid_characters");
    }

    @ParameterizedTest // S-TEXT-3
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u3000",
                "\u200b",
                "\u3164",
                "\u2800",
                "\u115f",
                "\u0301",
                "\ufe0f",
                "\u00ad \u2060"
            })
    void titleRequiresAVisibleCharacter(String title) {
        var account = Account.register();
        assertFault(account.post("conversations/", object("title", title)), "title", "blank");
        var conversation = account.createConversation("Title");
        assertFault(account.patch(conversation, object("title", title)), "title", "blank");
        assertFault(account.put(conversation, object("title", title, "participants", List.of())), "title", "blank");
    }

    @Test // S-TEXT-3
    void invisibleNameIsRejectedAndEmptyNameAccepted() {
        var account = Account.register();
        for (var name : List.of("\u200b", "\u3164", "\u2800", "\u0301")) {
            assertFault(account.patch("users/me/", object("first_name", name)), "first_name", "blank");
        }
        for (var name : List.of("", " ", "\u3000\n")) {
            assertEquals(
                    "",
                    account.patch("users/me/", object("first_name", name))
                            .expect(200)
                            .get("first_name")
                            .textValue());
        }
    }

    @Test // S-TEXT-3
    void whiteSpaceAroundTextIsRemoved() {
        var account = Account.register();
        assertEquals(
                "Ama Ata",
                account.patch("users/me/", object("first_name", "\u00a0 Ama Ata\u3000\n"))
                        .expect(200)
                        .get("first_name")
                        .textValue());
        assertEquals(
                "Lunch",
                account.post("conversations/", object("title", "\tLunch \u2009"))
                        .expect(201)
                        .get("title")
                        .textValue());
    }

    @ParameterizedTest // S-TEXT-4
    @CsvSource({
        "aaaaaaaa, password_repeated",
        "'        ', password_repeated",
        "ababababab, password_repeated",
        "abcdefgh, password_sequence",
        "hgfedcba, password_sequence",
        "abcd5678, password_sequence",
        "lkjhgfdsa, password_sequence",
        "password, password_too_common",
        "messaging!, password_service_name",
        "abc\u00addefgh1, invalid_characters",
        "abc\tdefgh1, invalid_characters"
    })
    void weakPasswordIsRejectedWithReasonEverywhere(String password, String code) {
        var body = Account.registration(unique());
        body.put("password", password);
        assertFault(ApiRequest.api("POST", "users/").json(body).send(), "password", code);
        var account = Account.register();
        assertFault(
                account.patch("users/me/", object("password", password, "current_password", Account.PASSWORD)),
                "password",
                code);
        var reset = Account.createAdministrator()
                .request("POST", "admin/users/" + account.id() + "/password-reset/")
                .send()
                .expect(201);
        assertFault(
                ApiRequest.api("POST", "users/password-reset/confirm/")
                        .json(object("code", reset.get("code").textValue(), "password", password))
                        .send(),
                "password",
                code);
    }

    @Test // S-TEXT-4
    void ownNameAndAddressAreRejectedAsPassword() {
        var name = unique();
        for (var password : List.of(
                name,
                name.toUpperCase(java.util.Locale.ROOT),
                name + "@example.com",
                "Sutherland26",
                "efuasutherland")) {
            var body = Account.registration(name);
            body.put("password", password);
            body.put("first_name", "Éfua");
            body.put("last_name", "Sutherland");
            assertFault(ApiRequest.api("POST", "users/").json(body).send(), "password", "password_too_similar");
        }
    }

    @ParameterizedTest // S-TEXT-4
    @ValueSource(strings = {"p\u00e4ssw\u00f6rter9", "한국어 비밀번호", "é\u00a0ñ\u3000Å 12"})
    void passwordIsTheSameInEveryForm(String password) {
        var body = Account.registration(unique());
        body.put("password", password);
        ApiRequest.api("POST", "users/").json(body).send().expect(201);
        var username = body.get("username").toString();
        Account.signIn(username, Normalizer.normalize(password, Normalizer.Form.NFD));
        var account = Account.signIn(username, Normalizer.normalize(password, Normalizer.Form.NFC));
        account.patch(
                        "users/me/",
                        object(
                                "current_password",
                                Normalizer.normalize(password, Normalizer.Form.NFD),
                                "password",
                                Normalizer.normalize(password + "x", Normalizer.Form.NFD)))
                .expect(200);
        account.request("DELETE", "users/me/")
                .json(object("current_password", Normalizer.normalize(password + "x", Normalizer.Form.NFC)))
                .send()
                .expect(204);
    }

    @ParameterizedTest // S-TEXT-4
    @ValueSource(
            strings = {
                "pa\u0308sswo\u0308rter9",
                "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165 11",
                "hard\u00a0space 12"
            })
    void hashOfPreviousVersionIsAcceptedAndRenewed(String typed) {
        var account = Account.register();
        Sql.run("UPDATE users SET password_hash = ? WHERE id = ?", hash(typed), account.id());
        Account.signIn(account.username(), typed);
        var renewed = Sql.text("password_hash", "SELECT password_hash FROM users WHERE id = ?", account.id());
        var normalized = Normalizer.normalize(typed, Normalizer.Form.NFC).replace('\u00a0', ' ');
        assertEquals(true, Password.check(normalized, renewed).with(Argon2Function.getInstanceFromHash(renewed)));
        Account.signIn(account.username(), normalized);
        // The other operations that check a password accept the old hash too.
        Sql.run("UPDATE users SET password_hash = ? WHERE id = ?", hash(typed), account.id());
        account.patch("users/me/", object("current_password", typed, "password", "correct horse 9"))
                .expect(200);
        Sql.run("UPDATE users SET password_hash = ? WHERE id = ?", hash(typed), account.id());
        account.request("DELETE", "users/me/")
                .json(object("current_password", typed))
                .send()
                .expect(204);
    }

    private static String hash(String password) {
        return Password.hash(password)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(64, 1, 1, 32, Argon2.ID))
                .getResult();
    }

    @ParameterizedTest // S-TEXT-5
    @CsvSource({
        "münchen.de, xn--mnchen-3ya.de",
        "MÜNCHEN.de, xn--mnchen-3ya.de",
        "mu\u0308nchen.de, xn--mnchen-3ya.de",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "пример.рф, xn--e1afmkfd.xn--p1ai",
        "faß.de, xn--fa-hia.de",
        "Example.COM, example.com"
    })
    void formsOfADomainAreOneAddress(String domain, String stored) {
        var local = unique();
        var account = register(unique(), local, domain).expect(201);
        assertEquals(local + "@" + stored, account.get("email").textValue());
        for (var form : List.of(domain, stored, stored.toUpperCase(java.util.Locale.ROOT))) {
            assertFault(register(unique(), local, form), "email", "taken");
            assertFault(Account.register().patch("users/me/", object("email", local + "@" + form)), "email", "taken");
        }
    }

    @ParameterizedTest // S-TEXT-5
    @ValueSource(
            strings = {
                "exa\u00admple.com",
                "exa\u200bmple.com",
                "exa\u202emple.com",
                "exa\u2060mple.com",
                "xn--a.com",
                "exam\u0007ple.com",
                "example..com"
            })
    void invalidDomainIsRejected(String domain) {
        assertFault(register(unique(), unique(), domain), "email", "invalid_format");
        assertFault(Account.register().patch("users/me/", object("email", "a@" + domain)), "email", "invalid_format");
    }

    @ParameterizedTest // S-TEXT-5
    @ValueSource(strings = {"a\u200bb", "a\u202eb", "a\u00adb", "a\u3164", "a\u0007"})
    void invisibleCharacterInLocalPartIsRejected(String local) {
        assertFault(register(unique(), local, "example.com"), "email", "invalid_format");
    }

    @Test // S-TEXT-5
    void addressStoredByThePreviousVersionStaysTaken() {
        var account = Account.register();
        var local = unique();
        Sql.run("UPDATE users SET email = ? WHERE id = ?", local + "@münchen.de", account.id());
        assertFault(register(unique(), local, "xn--mnchen-3ya.de"), "email", "taken");
        assertFault(register(unique(), local, "münchen.de"), "email", "taken");
        assertEquals(
                local + "@münchen.de",
                account.patch("users/me/", object("email", local + "@xn--mnchen-3ya.de"))
                        .expect(200)
                        .get("email")
                        .textValue());
        ApiRequest.api("POST", "users/password-reset/")
                .json(object("email", local + "@MÜNCHEN.de"))
                .send()
                .expect(202);
    }

    private static ApiResponse register(String username, String local) {
        return register(username, local, "example.com");
    }

    private static ApiResponse register(String username, String local, String domain) {
        return ApiRequest.api("POST", "users/")
                .json(object("username", username, "email", local + "@" + domain, "password", Account.PASSWORD))
                .send();
    }

    private static String unique() {
        return Account.uniqueUsername();
    }

    private static void assertFault(ApiResponse answer, String field, String code) {
        var error = answer.expectProblem(400).get("errors").get(0);
        assertEquals(field, error.get("field").textValue(), answer::toString);
        assertEquals(code, error.get("code").textValue(), answer::toString);
    }
}

package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The user directory (S-API-15). */
@Tag("database")
class DirectoryIT {

    private static final String DIRECTORY = "users/directory/";
    private static final String UNIQUE = Account.uniqueUsername();
    private static Account ama;
    private static Account efua;

    @BeforeAll
    static void register() {
        ama = Account.register();
        efua = Account.register("efua." + UNIQUE);
        efua.patch("users/me/", object("first_name", "Éfua" + UNIQUE, "last_name", "Sutherland" + UNIQUE))
                .expect(200);
    }

    @Test // S-API-15
    void directoryShowsPublicFieldsOnly() {
        ApiResponse found = search(efua.username()).expect(200);
        assertEquals(1, found.get("count").intValue());
        assertEquals(
                List.of("id", "username", "first_name", "last_name", "is_active"),
                found.results().get(0).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test // S-API-15
    void directorySearchesPublicFieldsOnly() {
        for (String text : List.of("EFUA." + UNIQUE, "efua" + UNIQUE, "sutherland" + UNIQUE)) {
            assertEquals(1, search(text).expect(200).get("count").intValue(), text);
        }
        // Searching by address would reveal whose it is.
        assertEquals(0, search(efua.email()).expect(200).get("count").intValue());
        ama.get(DIRECTORY + "?search=" + UNIQUE + "&ordering=email").expectProblem(400);
        ama.get(DIRECTORY + "?search=" + UNIQUE + "&ordering=created_at").expectProblem(400);
    }

    @Test // S-API-15
    void searchRequiresTwoCharacters() {
        for (String text : List.of("", " ", "a", " a ", "🐘")) {
            assertEquals(List.of("search"), search(text).expectProblem(400).errorFields(), text);
        }
        assertEquals(List.of("search"), ama.get(DIRECTORY).expectProblem(400).errorFields());
        search("ab").expect(200);
        search("🐘🐘").expect(200);
    }

    @Test // S-API-15, S-API-12
    void allInvalidParametersAreReportedTogether() {
        assertEquals(
                List.of("limit", "offset", "ordering", "search"),
                ama.get(DIRECTORY + "?search=a&limit=0&offset=x&ordering=y").expectProblem(400).errorFields().stream()
                        .sorted()
                        .toList());
    }

    @Test // S-API-15
    void directoryOmitsDeactivatedAccounts() {
        Account gone = Account.register();
        Sql.run("UPDATE users SET is_active = FALSE WHERE id = ?", gone.id());
        assertEquals(0, search(gone.username()).expect(200).get("count").intValue());
    }

    @Test // S-API-15
    void directoryIsPagedAndLimited() {
        String shared = "p" + Account.uniqueUsername();
        IntStream.range(0, 3).forEach(i -> Account.register(shared + i));
        ApiResponse page = ama.get(DIRECTORY + "?limit=2&search=" + shared).expect(200);
        assertEquals(3, page.get("count").intValue());
        assertEquals(
                List.of(shared + 0, shared + 1),
                page.results().stream()
                        .map(person -> person.get("username").textValue())
                        .toList());
        assertEquals(
                1,
                ApiRequest.to("GET", page.get("next").textValue())
                        .bearer(ama.access())
                        .send()
                        .expect(200)
                        .results()
                        .size());
        assertTrue(ama.get(DIRECTORY + "?limit=1000&search=example%20u")
                        .expect(200)
                        .results()
                        .size()
                <= 100);
    }

    private static ApiResponse search(String text) {
        return ama.get(DIRECTORY + "?search=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
}

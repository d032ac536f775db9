package messaging.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import messaging.paging.PageQuery.Order;
import messaging.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// S-API-9
class ListingTest {
    private static final Listing<Object> LISTING = Listing.of(Object.class)
            .order("id", "username", "first_name", "created_at")
            .orderBy("sender", "sender.id")
            .unique("username")
            .byDefault("-created_at");

    @Test
    void fieldsAreMappedToAttributes() {
        assertEquals(
                List.of(new Order("firstName", false), new Order("sender.id", true), new Order("id", false)),
                ordering("first_name,-sender,id"));
    }

    @Test
    void tiesAreBrokenById() {
        assertEquals(List.of(new Order("createdAt", false), new Order("id", false)), ordering("created_at"));
        assertEquals(List.of(new Order("createdAt", true), new Order("id", true)), ordering("-created_at"));
        assertEquals(
                List.of(new Order("createdAt", true), new Order("firstName", false), new Order("id", false)),
                ordering("-created_at,first_name"));
    }

    @Test
    void orderByAUniqueFieldNeedsNoId() {
        assertEquals(List.of(new Order("id", true)), ordering("-id"));
        assertEquals(
                List.of(new Order("username", false), new Order("createdAt", false)), ordering("username,created_at"));
    }

    @Test
    void missingOrderingMeansTheDefault() {
        assertEquals(
                List.of(new Order("createdAt", true), new Order("id", true)),
                LISTING.options().ordering(Optional.empty()));
        assertEquals(
                List.of(new Order("id", false)),
                Listing.of(Object.class).order("id").options().ordering(Optional.empty()));
    }

    @Test
    void spacesAroundFieldsAreIgnored() {
        assertEquals(ordering("-id,username"), ordering(" -id , username "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "firstName",
                "createdAt",
                "--id",
                "-",
                ",",
                "id,",
                ",id",
                "id,,username",
                "id;username",
                "id desc",
                "ID",
                "sender.id",
                "password_hash"
            })
    void unknownFieldIsRejected(String ordering) {
        var rejected = assertThrows(InvalidInput.class, () -> ordering(ordering));
        assertEquals("ordering", rejected.errors().get(0).field());
        assertEquals(
                "must be one of: id, username, first_name, created_at, sender",
                rejected.errors().get(0).message());
    }

    @Test
    void unknownDefaultFailsAtOnce() {
        assertThrows(
                InvalidInput.class, () -> Listing.of(Object.class).order("id").byDefault("-idd"));
    }

    @ParameterizedTest
    @CsvSource({"abc,abc", "50%,50!%", "a_b,a!_b", "wow!,wow!!", "!%_,!!!%!_", "c:\\d,c:\\d", "[a-z],[a-z]", "$1,$1"})
    void termIsMatchedLiterally(String term, String pattern) {
        assertEquals(pattern, LikePattern.escape(term));
    }

    private static List<Order> ordering(String value) {
        return LISTING.options().ordering(Optional.of(value));
    }
}

package messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import messaging.it.Account;
import messaging.it.ApiResponse;

/** Reads lists as clients do. */
final class Lists {

    // A list whose links go in circles must fail the test and not hang it.
    private static final int MOST_PAGES = 1_000;

    private Lists() {}

    /** The ids of the items on a page. */
    static List<Long> ids(ApiResponse page) {
        return page.expect(200).results().stream()
                .map(item -> item.get("id").longValue())
                .toList();
    }

    /** The numbers of the messages on a page. */
    static List<Long> seqs(ApiResponse page) {
        return page.expect(200).results().stream()
                .map(item -> item.get("seq").longValue())
                .toList();
    }

    /** All items from a page on, following the links to the next one. */
    static List<JsonNode> fetchAll(Account reader, String path) {
        return fetchAll(reader, path, "next");
    }

    /** All items from a page on, following the links of a kind, {@code next} or {@code previous}. */
    static List<JsonNode> fetchAll(Account reader, String path, String kind) {
        List<JsonNode> items = new ArrayList<>();
        ApiResponse page = reader.get(path).expect(200);
        items.addAll(page.results());
        for (int i = 0; !page.get(kind).isNull(); i++) {
            if (i == MOST_PAGES) {
                throw new AssertionError("no end after " + MOST_PAGES + " pages of " + path);
            }
            page = followLink(reader, page, kind).expect(200);
            items.addAll(page.results());
        }
        return items;
    }

    /** The page that a link leads to. */
    static ApiResponse followLink(Account reader, ApiResponse page, String kind) {
        String link = page.get(kind).textValue();
        return reader.get(link.substring(link.indexOf("/api/v1/") + "/api/v1/".length()));
    }
}

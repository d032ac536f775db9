package messaging.paging;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The response of every list.
 *
 * @param count number of items in the whole list
 * @param next absolute URL of the next page, or null
 * @param previous absolute URL of the previous page, or null
 * @param results the items of this page
 * @param <T> type of an item
 */
public record Page<T>(
        @Schema(description = "Number of items in the whole list", examples = "45", minimum = "0", required = true)
        long count,

        @Schema(
                description = "URL of the next page",
                format = "uri",
                examples = "https://messaging.example.com/api/v1/conversations/?limit=20&offset=40",
                nullable = true,
                required = true)
        String next,

        @Schema(
                description = "URL of the previous page",
                format = "uri",
                examples = "https://messaging.example.com/api/v1/conversations/?limit=20&offset=0",
                nullable = true,
                required = true)
        String previous,

        @Schema(description = "The items of this page", required = true)
        List<T> results) {
    /** Copies the items. */
    public Page {
        results = List.copyOf(results);
    }
}

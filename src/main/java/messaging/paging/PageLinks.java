package messaging.paging;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The links from a page to the next and previous page. They keep all other parameters as the client wrote them. */
record PageLinks(String url, String queryString, PageQuery query) {
    private static final Set<String> OWN = Set.of("limit", "offset");
    private static final Set<String> OWN_WITH_CURSORS = Set.of("limit", "offset", "before", "after", "around");

    Optional<String> next(Slice<?> slice) {
        return slice.neighbors()
                .map(neighbors -> neighbors.next().map(this::link))
                .orElseGet(() -> next(slice.count()));
    }

    Optional<String> previous(Slice<?> slice) {
        return slice.neighbors()
                .map(neighbors -> neighbors.previous().map(this::link))
                .orElseGet(() -> previous(slice.count()));
    }

    Optional<String> next(long count) {
        var offset = (long) query.offset() + query.limit();
        return offset < count && offset <= Integer.MAX_VALUE ? Optional.of(link(offset)) : Optional.empty();
    }

    Optional<String> previous(long count) {
        if (query.offset() == 0) {
            return Optional.empty();
        }
        // Beyond the end of the list, the previous page is the last page with items.
        var from = Math.min(query.offset(), Math.max(0, (count + query.limit() - 1) / query.limit() * query.limit()));
        return Optional.of(link(Math.max(0, from - query.limit())));
    }

    private static String name(String part) {
        var name = part.split("=", 2)[0];
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private String link(long offset) {
        return link(OWN, "offset=" + offset);
    }

    private String link(Cursor cursor) {
        return link(OWN_WITH_CURSORS, cursor.toQueryParameter());
    }

    private String link(Set<String> own, String position) {
        var kept = queryString == null
                ? Stream.<String>empty()
                : Arrays.stream(queryString.split("&")).filter(part -> !part.isEmpty() && !own.contains(name(part)));
        return url + "?"
                + Stream.concat(kept, Stream.of("limit=" + query.limit(), position))
                        .collect(Collectors.joining("&"));
    }
}

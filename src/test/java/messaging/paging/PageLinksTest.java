package messaging.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// S-API-9
class PageLinksTest {
    private static final String URL = "http://localhost:8000/api/v1/users/";

    @Test
    void neighborsKeepTheOtherParametersAsTheyCame() {
        var links = links("search=a%20b&limit=10&ordering=-id&offset=20&x=%C3%A9&flag&limit=3", 10, 20);
        assertEquals(Optional.of(URL + "?search=a%20b&ordering=-id&x=%C3%A9&flag&limit=10&offset=30"), links.next(100));
        assertEquals(
                Optional.of(URL + "?search=a%20b&ordering=-id&x=%C3%A9&flag&limit=10&offset=10"), links.previous(100));
    }

    @Test
    void aParameterThatOnlyStartsAlikeIsKept() {
        assertEquals(
                Optional.of(URL + "?limits=1&my_offset=2&limit=1&offset=1"),
                links("limits=1&my_offset=2", 1, 0).next(2));
    }

    @Test
    void aParameterWrittenInEscapesIsTheSameParameter() {
        assertEquals(
                Optional.of(URL + "?limit=1&offset=2"),
                links("%6Fffset=1&lim%69t=1", 1, 1).next(9));
        assertEquals(
                Optional.of(URL + "?%zz=1&limit=1&offset=2"),
                links("%zz=1", 1, 1).next(9));
    }

    @Test
    void withoutAQueryThereIsNothingToKeep() {
        assertEquals(
                Optional.of(URL + "?limit=20&offset=20"), links(null, 20, 0).next(21));
        assertEquals(Optional.of(URL + "?limit=20&offset=20"), links("", 20, 0).next(21));
    }

    @ParameterizedTest
    @CsvSource({
        // limit, offset, count: where the previous page begins
        "20, 20, 100, 0",
        "20, 40, 100, 20",
        "20, 10, 100, 0",
        "20, 100, 100, 80",
        "20, 1000, 45, 40",
        "20, 1000, 40, 20",
        "20, 1000, 0, 0",
        "20, 50, 45, 30",
        "7, 2147483647, 15, 14",
    })
    void thePreviousPageHasSomethingOnIt(int limit, int offset, long count, int previous) {
        assertEquals(
                Optional.of(URL + "?limit=" + limit + "&offset=" + previous),
                links(null, limit, offset).previous(count));
    }

    @Test
    void noLinkLeadsPastWhatAnOffsetCanSay() {
        assertEquals(Optional.empty(), links(null, 100, Integer.MAX_VALUE - 50).next(Long.MAX_VALUE));
    }

    @Test
    void walkingForwardVisitsEachItemOnce() {
        for (int count = 0; count <= 40; count++) {
            for (int limit = 1; limit <= 12; limit++) {
                var visited = new ArrayList<Integer>();
                var offset = Optional.of(0);
                while (offset.isPresent()) {
                    var links = links(null, limit, offset.get());
                    IntStream.range(offset.get(), Math.min(count, offset.get() + limit))
                            .forEach(visited::add);
                    offset = links.next(count).map(PageLinksTest::offset);
                }
                assertEquals(IntStream.range(0, count).boxed().toList(), visited, count + " items by " + limit);
            }
        }
    }

    @Test
    void walkingBackFromAnywhereReachesTheBeginningAndMissesNothing() {
        for (int count = 0; count <= 30; count++) {
            for (int limit = 1; limit <= 8; limit++) {
                for (int start = 0; start <= 50; start++) {
                    var at = start;
                    var seen = new ArrayList<Integer>();
                    while (at > 0) {
                        var before = links(null, limit, at)
                                .previous(count)
                                .map(PageLinksTest::offset)
                                .orElseThrow();
                        assertTrue(before < at, "moves back");
                        IntStream.range(before, Math.min(count, before + limit)).forEach(seen::add);
                        at = before;
                    }
                    var missed = IntStream.range(0, Math.min(count, start))
                            .boxed()
                            .filter(item -> !seen.contains(item))
                            .toList();
                    assertEquals(List.of(), missed, count + " items by " + limit + " from " + start);
                }
            }
        }
    }

    private static PageLinks links(String query, int limit, int offset) {
        return new PageLinks(
                URL, query, new PageQuery(limit, offset, List.of(), List.of(new PageQuery.Order("id", false))));
    }

    private static int offset(String link) {
        return Integer.parseInt(link.substring(link.lastIndexOf('=') + 1));
    }
}

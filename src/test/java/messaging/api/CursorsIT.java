package messaging.api;

import static messaging.it.ApiRequest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import messaging.it.Account;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages before, after and around a message, held against a plain count over all of them. */
@Tag("database")
class CursorsIT { // S-PLUS-6

    private static final int SENT = 23;
    /** At both ends, and more than a small page in a row. */
    private static final Set<Long> DELETED = Set.of(1L, 9L, 10L, 11L, 12L, 17L, 23L);

    private static final List<Long> LEFT = LongStream.rangeClosed(1, SENT)
            .boxed()
            .filter(seq -> !DELETED.contains(seq))
            .toList();

    private static Account ama;
    private static String messages;
    private static final List<Long> IDS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        ama = Account.register();
        String conversation = ama.createConversation("Long");
        messages = conversation + "messages/";
        for (int i = 1; i <= SENT; i++) {
            IDS.add(ama.post(messages, object("content", i % 2 == 0 ? "even " + i : "odd " + i))
                    .expect(201)
                    .id());
        }
        DELETED.forEach(seq -> ama.delete(messages + id(seq) + "/").expect(204));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&ordering=seq"})
    void everyPageIsWhatACountOverAllMessagesSays(String ordering) {
        for (long at = 0; at <= SENT + 2; at++) {
            for (int limit : List.of(1, 4, 40)) {
                for (String side : List.of("before", "after", "around")) {
                    String path = messages + "?limit=" + limit + "&" + side + "=" + at + ordering;
                    ApiResponse page = ama.get(path);
                    List<Long> expected = expected(side, at, limit);
                    check(path, page, expected, ordering.isEmpty());
                    boolean isNewerThere = LEFT.stream()
                            .anyMatch(seq -> expected.isEmpty() ? side.equals("before") : seq > last(expected));
                    boolean isOlderThere = LEFT.stream()
                            .anyMatch(seq -> expected.isEmpty() ? side.equals("after") : seq < expected.get(0));
                    assertEquals(
                            isNewerThere,
                            !page.get(ordering.isEmpty() ? "previous" : "next").isNull(),
                            path);
                    assertEquals(
                            isOlderThere,
                            !page.get(ordering.isEmpty() ? "next" : "previous").isNull(),
                            path);
                    assertEquals(LEFT.size(), page.get("count").intValue(), path);
                }
            }
        }
    }

    @Test
    void linksLeadToVisibleMessagesOnly() {
        Account kofi = Account.register();
        String conversation = ama.createConversation("Joined");
        ama.patch(conversation, object("history", "joined")).expect(200);
        IntStream.range(0, 6).forEach(i -> ama.sendMessage(conversation, "hidden"));
        ama.post(conversation + "participants/", object("user", kofi.id())).expect(201);
        List<String> sent = IntStream.range(0, 6)
                .mapToObj(i -> ama.sendMessage(conversation, "visible"))
                .toList();
        List.of(sent.get(0), sent.get(5)).forEach(gone -> ama.delete(gone).expect(204));
        List<Long> visible = List.of(8L, 9L, 10L, 11L);
        for (long at = 0; at <= 14; at++) {
            for (int limit : List.of(1, 3)) {
                for (boolean isBefore : List.of(true, false)) {
                    long cursor = at;
                    List<Long> side = visible.stream()
                            .filter(seq -> isBefore ? seq < cursor : seq > cursor)
                            .toList();
                    List<Long> expected = isBefore
                            ? side.subList(Math.max(0, side.size() - limit), side.size())
                            : side.subList(0, Math.min(limit, side.size()));
                    String path = conversation + "messages/?ordering=seq&limit=" + limit + "&"
                            + (isBefore ? "before=" : "after=") + at;
                    ApiResponse page = kofi.get(path).expect(200);
                    assertEquals(expected, Lists.seqs(page), path);
                    boolean hasNewer = expected.isEmpty() ? isBefore : last(expected) < 11;
                    boolean hasOlder = expected.isEmpty() ? !isBefore : expected.get(0) > 8;
                    assertEquals(hasNewer, !page.get("next").isNull(), path);
                    assertEquals(hasOlder, !page.get("previous").isNull(), path);
                    assertEquals(4, page.get("count").intValue(), path);
                }
            }
        }
    }

    @Test
    void afterFiveComeSixSevenEight() {
        assertEquals(List.of(8L, 7L, 6L), Lists.seqs(ama.get(messages + "?after=5&limit=3")));
        assertEquals(List.of(6L, 7L, 8L), Lists.seqs(ama.get(messages + "?after=5&limit=3&ordering=seq")));
        assertEquals(List.of(4L, 3L, 2L), Lists.seqs(ama.get(messages + "?before=5&limit=3")));
        assertEquals(List.of(2L, 3L, 4L), Lists.seqs(ama.get(messages + "?before=5&limit=3&ordering=created_at")));
        assertEquals(List.of(7L, 6L, 5L, 4L, 3L), Lists.seqs(ama.get(messages + "?around=5&limit=5")));
        assertEquals(List.of(7L, 6L, 5L, 4L), Lists.seqs(ama.get(messages + "?around=5&limit=4&ordering=-id")));
    }

    @Test
    void linksLeadThroughTheWholeListInBothDirections() {
        List<Long> downwards = new ArrayList<>(LEFT);
        Collections.reverse(downwards);
        for (int limit : List.of(1, 2, 3, 7, 100)) {
            assertEquals(downwards, walk("?before=1000&limit=" + limit, "next"));
            assertEquals(LEFT, walk("?after=0&ordering=seq&limit=" + limit, "next"));
        }
        // Page by page upwards, each one newest first.
        assertEquals(
                List.of(5L, 4L, 3L, 2L, 13L, 8L, 7L, 6L, 18L, 16L, 15L, 14L, 22L, 21L, 20L, 19L),
                walk("?after=0&limit=4", "previous"));
    }

    @Test
    void linksAreAbsoluteAndKeepTheOtherParameters() {
        ApiResponse page = ama.get(messages + "?search=even&x=%20y&around=8&limit=2&ordering=-created_at");
        String url = page.get("next").textValue().replaceAll("\\?.*", "");
        assertTrue(url.startsWith("http://") && url.endsWith("/api/v1/" + messages), url);
        String kept = "?search=even&x=%20y&ordering=-created_at&limit=2";
        assertEquals(List.of(14L, 8L), Lists.seqs(page));
        assertEquals(url + kept + "&before=8", page.get("next").textValue());
        assertEquals(url + kept + "&after=14", page.get("previous").textValue());
    }

    @Test
    void linksEndAtBothEndsAndLeadBackFromBeyondThem() {
        ApiResponse newest = ama.get(messages + "?after=23");
        assertEquals(List.of(), Lists.seqs(newest));
        assertTrue(newest.get("previous").isNull(), newest::toString);
        assertEquals(22, Lists.seqs(Lists.followLink(ama, newest, "next")).get(0));
        ApiResponse oldest = ama.get(messages + "?before=2&ordering=seq");
        assertEquals(List.of(), Lists.seqs(oldest));
        assertTrue(oldest.get("previous").isNull(), oldest::toString);
        assertEquals(2, Lists.seqs(Lists.followLink(ama, oldest, "next")).get(0));
    }

    @Test
    void anIdStandsForItsMessageEvenIfThatIsDeleted() {
        assertEquals(List.of(4L, 3L), Lists.seqs(ama.get(messages + "?limit=2&before=id:" + id(5))));
        assertEquals(List.of(7L, 6L), Lists.seqs(ama.get(messages + "?limit=2&after=id:" + id(5))));
        assertEquals(List.of(5L), Lists.seqs(ama.get(messages + "?limit=1&around=id:" + id(5))));
        assertEquals(List.of(8L, 7L), Lists.seqs(ama.get(messages + "?limit=2&before=id:" + id(10))));
        assertEquals(List.of(4L, 3L), Lists.seqs(ama.get(messages + "?limit=2&before=id%3A" + id(5))));
    }

    @Test
    void anUnknownIdIsNamed() {
        long elsewhere = ama.post(ama.createConversation("Other") + "messages/", object("content", "Elsewhere"))
                .id();
        for (String side : List.of("before", "after", "around")) {
            for (long id : List.of(elsewhere, Long.MAX_VALUE)) {
                assertEquals(
                        List.of(side),
                        ama.get(messages + "?" + side + "=id:" + id)
                                .expectProblem(400)
                                .errorFields());
            }
        }
    }

    @Test
    void searchAcceptsCursor() {
        assertEquals(List.of(8L, 6L), Lists.seqs(ama.get(messages + "?search=even&before=9&limit=2")));
        assertEquals(List.of(6L, 8L, 14L), Lists.seqs(ama.get(messages + "?search=even&after=4&limit=3&ordering=seq")));
        assertEquals(List.of(13L, 7L), Lists.seqs(ama.get(messages + "?search=odd&around=8&limit=2")));
        assertEquals(
                LEFT.stream().filter(seq -> seq % 2 == 0).toList(),
                walk("?search=even&after=0&ordering=seq&limit=2", "next"));
        assertEquals(
                LEFT.stream().filter(seq -> seq % 2 == 0).count(),
                ama.get(messages + "?search=even&before=3").get("count").intValue());
    }

    @ParameterizedTest
    @CsvSource({
        "before=5&after=3, after",
        "around=5&before=3, around",
        "before=1&offset=1, offset",
        "around=id:5&offset=20, offset",
        "after=0&offset=2147483648, offset",
        "after=1&offset=7, offset",
        "before=x, before",
        "after=-1, after",
        "around=id:, around",
        "around=id:x, around",
        "before=1.0, before",
        "before=+1, before",
        "before=99999999999999999999, before",
        "before=5&ordering=updated_at, ordering",
        "before=5&ordering=sender, ordering",
        "before=5&ordering=updated_at%2Cseq, ordering",
        "before=5&ordering=nope, ordering",
        "before=5&limit=0, limit",
    })
    void faultsAreNamed(String query, String fault) {
        assertEquals(
                List.of(fault),
                ama.get(messages + "?" + query).expectProblem(400).errorFields());
    }

    @Test
    void allFaultsAreNamedTogether() {
        assertEquals(
                List.of("limit", "after", "around", "offset", "ordering", "before"),
                ama.get(messages + "?limit=0&before=x&after=1&around=1&offset=1&ordering=sender")
                        .expectProblem(400)
                        .errorFields());
    }

    @Test
    void numbersBeyondTheLastOneAreNoFault() {
        for (String huge : List.of("9223372036854775807", "9223372036854775806", "9999999999999999999")) {
            assertEquals(List.of(), Lists.seqs(ama.get(messages + "?after=" + huge)));
            assertEquals(List.of(22L), Lists.seqs(ama.get(messages + "?limit=1&before=" + huge)));
            assertEquals(List.of(22L), Lists.seqs(ama.get(messages + "?limit=1&around=" + huge)));
        }
    }

    @Test // S-PLUS-6
    void linksNameNumbersThatAListCanHave() {
        for (String query : List.of(
                "before=0", "before=0&ordering=seq", "before=1", "before=1&search=even", "before=0&search=even")) {
            ApiResponse page = ama.get(messages + "?limit=3&" + query).expect(200);
            assertEquals(List.of(), Lists.seqs(page), query);
            String back = query.contains("ordering") ? "next" : "previous";
            // The first message is deleted.
            assertEquals("after=1", page.get(back).textValue().replaceAll(".*&", ""), query);
            assertEquals(
                    2L,
                    Lists.seqs(Lists.followLink(ama, page, back)).stream()
                            .min(Long::compare)
                            .orElseThrow());
        }
        for (String query : List.of("after=9223372036854775807", "after=9999999999999999999", "after=22")) {
            ApiResponse page = ama.get(messages + "?limit=3&" + query).expect(200);
            assertEquals(List.of(), Lists.seqs(page), query);
            assertEquals("before=23", page.get("next").textValue().replaceAll(".*&", ""), query);
        }
        ApiResponse start = ama.get(messages + "?limit=2&around=0").expect(200);
        assertEquals(List.of(3L, 2L), Lists.seqs(start));
        assertTrue(start.get("next").isNull(), start::toString);
        assertEquals("after=3", start.get("previous").textValue().replaceAll(".*&", ""));
    }

    @Test
    void otherListsKnowNoCursors() {
        ama.createConversation("One more");
        // Unknown parameters are ignored, and the links keep them.
        ApiResponse page = ama.get("conversations/?before=3&limit=1").expect(200);
        assertTrue(page.get("next").textValue().contains("before=3"), page::toString);
    }

    @Test
    void onlyParticipantsRead() {
        Account.register().get(messages + "?before=5").expectProblem(404);
        ApiRequest.api("GET", messages + "?before=5").send().expectProblem(401);
    }

    private static long id(long seq) {
        return IDS.get((int) seq - 1);
    }

    private static List<Long> walk(String query, String kind) {
        return Lists.fetchAll(ama, messages + query, kind).stream()
                .map(item -> item.get("seq").longValue())
                .toList();
    }

    private static void check(String path, ApiResponse page, List<Long> expected, boolean isDescending) {
        List<Long> inOrder = new ArrayList<>(expected);
        if (isDescending) {
            Collections.reverse(inOrder);
        }
        assertEquals(inOrder, Lists.seqs(page), path);
    }

    private static long last(List<Long> seqs) {
        return seqs.get(seqs.size() - 1);
    }

    /** Upwards, by looking at every message. */
    private static List<Long> expected(String side, long at, int limit) {
        List<Long> smaller = LEFT.stream()
                .filter(seq -> side.equals("before") ? seq < at : seq <= at)
                .toList();
        List<Long> larger = LEFT.stream().filter(seq -> seq > at).toList();
        return switch (side) {
            case "before" -> tail(smaller, limit);
            case "after" -> head(larger, limit);
            default -> {
                int below = limit - limit / 2;
                List<Long> both = new ArrayList<>(tail(smaller, Math.max(below, limit - larger.size())));
                both.addAll(head(larger, limit - both.size()));
                yield both;
            }
        };
    }

    private static List<Long> head(List<Long> seqs, int limit) {
        return seqs.subList(0, Math.min(limit, seqs.size()));
    }

    private static List<Long> tail(List<Long> seqs, int limit) {
        return seqs.subList(Math.max(0, seqs.size() - limit), seqs.size());
    }
}

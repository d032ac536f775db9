import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Does a page cost more the further in it is? Fills a conversation with a million messages by SQL, reads pages of 20 at its
 * newest and at its oldest end, by cursor and by offset, in turn, and prints medians and their ratios. Bounded: one insert
 * of a million rows and some 1,300 requests, then it ends by itself. The messages stay; delete the database afterwards.
 *
 * <pre>java -cp mysql-connector-j.jar bench/CursorDepth.java http://localhost:8000 jdbc:mysql://localhost:3306/messaging USER PASSWORD</pre>
 */
public final class CursorDepth {
    private static final int MESSAGES = 1_000_000;
    private static final int BATCH = 100_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 200;
    /** Each one reads a million rows: a few are enough. */
    private static final int SLOW_ROUNDS = 7;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static String api;
    private static String token;

    private CursorDepth() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments root of the server, then URL, account and password of its database
     */
    public static void main(String[] arguments) throws Exception {
        api = arguments[0] + "/api/v1/";
        token = field(call("POST", "token/", "{\"username\":\"kwame\",\"password\":\"testpass123\"}"), "access");
        var conversation = Long.parseLong(field(call("POST", "conversations/", "{\"title\":\"Long\"}"), "id"));
        fill(arguments, conversation);
        var messages = "conversations/" + conversation + "/messages/?limit=20&";

        var pages = new TreeMap<>(Map.of(
                "before, newest", "before=" + (MESSAGES + 1),
                "before, oldest", "before=21",
                "after, newest", "after=" + (MESSAGES - 20),
                "after, oldest", "after=0",
                "around, newest", "around=" + MESSAGES,
                "around, oldest", "around=1"));
        var micros = new TreeMap<String, long[]>();
        pages.keySet().forEach(name -> micros.put(name, new long[ROUNDS]));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            // In turn, so that whatever else the machine does meets all of them alike.
            for (var page : pages.entrySet()) {
                var spent = time(messages + page.getValue());
                if (round >= 0) {
                    micros.get(page.getKey())[round] = spent;
                }
            }
        }
        micros.forEach((name, all) -> System.out.printf(
                Locale.ROOT, "%-16s median %8.2f ms, p95 %8.2f ms%n", name, at(all, 50), at(all, 95)));
        for (var side : new String[] {"before", "after", "around"}) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: oldest / newest of %,d messages: %.2f%n",
                    side,
                    MESSAGES,
                    at(micros.get(side + ", oldest"), 50) / at(micros.get(side + ", newest"), 50));
        }
        var near = new long[SLOW_ROUNDS];
        var far = new long[SLOW_ROUNDS];
        for (int round = 0; round < SLOW_ROUNDS; round++) {
            near[round] = time(messages + "offset=0");
            far[round] = time(messages + "offset=" + (MESSAGES - 20));
        }
        System.out.printf(
                Locale.ROOT,
                "for comparison, offset: %.2f ms and %.2f ms, ratio %.0f%n",
                at(near, 50),
                at(far, 50),
                at(far, 50) / at(near, 50));
    }

    private static void fill(String[] arguments, long conversation) throws Exception {
        var digits = "(SELECT 0 n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        try (var connection = DriverManager.getConnection(arguments[1], arguments[2], arguments[3]);
                var rows = connection.prepareStatement("INSERT INTO messages (conversation_id, seq, sender_id, content,"
                        + " version, sent_version, created_at, updated_at)"
                        + " SELECT ?, i, 1, CONCAT('Message ', i), i + 1, i + 1, NOW(6), NOW(6)"
                        + " FROM (SELECT ? + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS i FROM "
                        + digits + " a, " + digits + " b, " + digits + " c, " + digits + " d, " + digits
                        + " e ORDER BY i) AS numbers");
                var counters =
                        connection.prepareStatement("UPDATE conversations SET last_seq = ?, version = ? WHERE id = ?")) {
            for (int first = 1; first <= MESSAGES; first += BATCH) {
                rows.setLong(1, conversation);
                rows.setLong(2, first);
                rows.executeUpdate();
            }
            counters.setLong(1, MESSAGES);
            counters.setLong(2, MESSAGES + 1);
            counters.setLong(3, conversation);
            counters.executeUpdate();
        }
        System.out.printf(Locale.ROOT, "conversation %d has %,d messages%n", conversation, MESSAGES);
    }

    private static long time(String path) throws Exception {
        var begin = System.nanoTime();
        var page = call("GET", path, null);
        var spent = (System.nanoTime() - begin) / 1_000;
        if (Pattern.compile("\"seq\":").matcher(page).results().count() < 10) {
            throw new IllegalStateException(path + ": " + page);
        }
        return spent;
    }

    private static double at(long[] micros, int percent) {
        var sorted = micros.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000.0;
    }

    private static String call(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api + path)).header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.method(
                method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return found.group(1);
    }
}

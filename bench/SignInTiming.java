import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Measures how long a running server with the test data takes to refuse a wrong password: for names that exist and for
 * names that don't, in random order, so that whatever else the machine does meets both alike. It can't tell the names
 * apart if the two distributions are the same.
 *
 * <p>The server must allow that many attempts: {@code SIGN_IN_ACCOUNT_ATTEMPTS=1000000 SIGN_IN_ADDRESS_ATTEMPTS=1000000}.
 *
 * <pre>java bench/SignInTiming.java [http://localhost:8000 [rounds]]</pre>
 */
public final class SignInTiming {
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 500;
    private static final String[] KNOWN = {"kwame", "ama", "kofi"};
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SignInTiming() {}

    /**
     * Runs the measurement.
     *
     * @param arguments root of the server, localhost:8000 unless given; number of attempts of each kind
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var url = URI.create((arguments.length > 0 ? arguments[0] : "http://localhost:8000") + "/api/v1/token/");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        var random = new Random(1);
        for (int i = 0; i < WARM_UP; i++) {
            attempt(url, i % 2 == 0 ? known(i) : unknown());
        }
        var known = new double[rounds];
        var unknown = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            if (random.nextBoolean()) {
                known[i] = attempt(url, known(i));
                unknown[i] = attempt(url, unknown());
            } else {
                unknown[i] = attempt(url, unknown());
                known[i] = attempt(url, known(i));
            }
        }
        Arrays.sort(known);
        Arrays.sort(unknown);
        System.out.printf("%-10s %8s %8s %8s %8s %8s%n", "ms", "p5", "p25", "median", "p75", "p95");
        print("known", known);
        print("unknown", unknown);
        System.out.printf(
                Locale.ROOT,
                "ratio of the medians %.3f, of the 95th percentiles %.3f%n",
                at(known, 50) / at(unknown, 50),
                at(known, 95) / at(unknown, 95));
        System.out.printf(Locale.ROOT, "%.1f %% of pairs have the known name slower%n", slower(known, unknown));
    }

    private static String known(int round) {
        return KNOWN[round % KNOWN.length];
    }

    // As long as a known one, more or less, and never seen before.
    private static String unknown() {
        return "u" + UUID.randomUUID().toString().substring(0, 4);
    }

    private static double attempt(URI url, String username) throws IOException, InterruptedException {
        var body = "{\"username\":\"" + username + "\",\"password\":\"wrong password\"}";
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var begin = System.nanoTime();
        var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        var millis = (System.nanoTime() - begin) / 1e6;
        if (answer.statusCode() != 401) {
            throw new IllegalStateException(answer.statusCode() + " "
                    + Pattern.compile("\\s+").matcher(answer.body()).replaceAll(" "));
        }
        return millis;
    }

    private static void print(String name, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %8.2f %8.2f %8.2f %8.2f %8.2f%n",
                name,
                at(sorted, 5),
                at(sorted, 25),
                at(sorted, 50),
                at(sorted, 75),
                at(sorted, 95));
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    // What an attacker could make of it: 50 is a coin.
    private static double slower(double[] known, double[] unknown) {
        long slower = 0;
        for (double one : known) {
            for (double other : unknown) {
                slower += one > other ? 1 : 0;
            }
        }
        return 100.0 * slower / ((double) known.length * unknown.length);
    }
}

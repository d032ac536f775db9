package messaging.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes a closed-loop load with wrk, which costs the machine less CPU time than a client in Java. */
final class Wrk implements Load {
    private static final Pattern RESULT =
            Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final int REQUESTS = 1;
    private static final int MICROS = 2;
    private static final int BYTES = 3;
    private static final int P99 = 4;
    private static final int FIRST_ERROR = 5;

    private final Target target;
    private final Path script;

    /**
     * Writes the script that wrk runs.
     *
     * @param target the requests
     * @param folder for the script
     */
    Wrk(Target target, Path folder) throws IOException {
        this.target = target;
        this.script = Files.createTempFile(Files.createDirectories(folder), "requests", ".lua");
        Files.writeString(script, lua());
    }

    /** Whether wrk is installed. */
    static boolean isInstalled() {
        return java.util.Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wrk")));
    }

    @Override
    public Outcome run(int seconds) throws Exception {
        var process = new ProcessBuilder(
                        "wrk",
                        "--threads=1",
                        "--connections=" + CONNECTIONS,
                        "--duration=" + seconds + "s",
                        "--timeout=30s",
                        "--script=" + script,
                        target.root())
                .redirectErrorStream(true)
                .start();
        String output;
        try (var stream = process.getInputStream()) {
            output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroy();
        }
        var result = RESULT.matcher(output);
        if (process.waitFor() != 0 || !result.find()) {
            throw new IllegalStateException("wrk failed: " + output);
        }
        for (int error = FIRST_ERROR; error <= result.groupCount(); error++) {
            if (!result.group(error).equals("0")) {
                throw new IllegalStateException("Requests to " + target.path(0) + " failed: " + output
                        + Http.describe(HttpClient.newHttpClient(), target));
            }
        }
        return new Outcome(
                Long.parseLong(result.group(REQUESTS)),
                Long.parseLong(result.group(MICROS)) / 1e6,
                Long.parseLong(result.group(BYTES)),
                Long.parseLong(result.group(P99)) / 1e3);
    }

    private String lua() {
        var requests = IntStream.range(0, target.size())
                .mapToObj(i -> "  wrk.format(%s, %s, headers, %s)"
                        .formatted(
                                quote(target.method()),
                                quote("/" + target.path(i)),
                                target.bodies().isEmpty() ? "nil" : quote(target.body(i))))
                .collect(Collectors.joining(",\n"));
        var headers = new StringBuilder();
        target.headers().forEach((name, value) -> headers.append(header(name, value)));
        if (!target.bodies().isEmpty()) {
            headers.append(header("Content-Type", "application/json"));
        }
        return """
                local headers = {
                %s}
                local requests = {}
                local number = 0
                init = function(arguments)
                  requests = {
                %s
                  }
                  math.randomseed(os.time())
                  number = math.random(#requests)
                end
                request = function()
                  number = number %% #requests + 1
                  return requests[number]
                end
                done = function(summary, latency, requests)
                  local errors = summary.errors
                  io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d %%d %%d %%d\\n",
                    summary.requests, summary.duration, summary.bytes, latency:percentile(99),
                    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
                end
                """.formatted(headers, requests);
    }

    private static String header(String name, String value) {
        return "  [" + quote(name) + "] = " + quote(value) + ",\n";
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

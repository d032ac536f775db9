package messaging.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The output of a child process, and the few lines of it that are worth showing after a failure. */
public record LogFile(Path path) {

    private static final int SHOWN = 12;
    private static final List<String> SIGNS =
            List.of("error", "fatal", "severe", "exception", "cannot", "can't", "failed");

    /** The last lines that look like a complaint, or simply the last ones, each on a line of its own. */
    public String complaint() {
        try {
            // Not UTF-8: what another program writes need not be, and a log must never fail to be shown.
            Charset anyBytes = StandardCharsets.ISO_8859_1;
            return Files.exists(path) ? complaint(Files.readAllLines(path, anyBytes)) : "";
        } catch (IOException e) {
            return "";
        }
    }

    static String complaint(List<String> lines) {
        List<String> telling = lines.stream().filter(LogFile::complains).toList();
        List<String> chosen = telling.isEmpty() ? lines : telling;
        StringBuilder text = new StringBuilder();
        for (String line : chosen.subList(Math.max(0, chosen.size() - SHOWN), chosen.size())) {
            text.append("\n    ").append(line.strip());
        }
        return text.toString();
    }

    private static boolean complains(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        // The frames of a stack trace name exception classes too, but do not help a new developer.
        return !line.stripLeading().startsWith("at ") && SIGNS.stream().anyMatch(lower::contains);
    }
}

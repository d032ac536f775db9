package messaging.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The log of the stage's server from now on. */
public final class ServerLog {

    private static final Pattern ERROR = Pattern.compile("^\\[ERROR|\"(?:log)?level\":\\s*\"(?:SEVERE|ERROR|FATAL)\"");
    private static final Pattern INCIDENT = Pattern.compile("FFDC1015I");

    private final int start = all().length();

    /** Returns all new text. */
    public String text() {
        return all().substring(start);
    }

    /** Returns the new lines that report an error of the server. */
    public List<String> errors() {
        return lines(ERROR);
    }

    /** Returns the new lines that report an incident (FFDC). */
    public List<String> incidents() {
        return lines(INCIDENT);
    }

    private List<String> lines(Pattern pattern) {
        return text().lines().filter(line -> pattern.matcher(line).find()).toList();
    }

    private static String all() {
        try {
            return Files.readString(TestStage.log(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

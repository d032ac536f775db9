package messaging.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person at the console what happens now, each line with the seconds since the start. */
final class Steps {

    private final PrintStream console;
    private final long begin = System.nanoTime();

    Steps(PrintStream console) {
        this.console = console;
    }

    void say(String what) {
        console.println(line(elapsed(), what));
        console.flush();
    }

    /** Text without a time before it. */
    void show(String text) {
        console.println(text);
        console.flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    static String line(Duration elapsed, String what) {
        return String.format(Locale.ROOT, "[%5.1f s] %s", elapsed.toMillis() / 1000.0, what);
    }
}

package messaging.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the steps of a start on the console, each with the seconds since the start. */
final class Steps {

    private final PrintStream console;
    private final long begin = System.nanoTime();

    /**
     * On standard output itself. {@code System.out} is Maven's, which resets the terminal's colors in a shutdown hook:
     * two hooks that write at once break its stream, and ours would stop nothing any more.
     */
    static Steps onConsole() {
        return new Steps(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
    }

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

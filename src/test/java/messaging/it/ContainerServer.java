package messaging.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The server for tests that run inside: a copy of the product's, with the additions of {@code src/test/liberty}, so that
 * the product's own {@code server.xml} needs nothing for tests.
 */
final class ContainerServer {

    // With the port behind it: Arquillian refuses to start while any server of the same name runs on this machine, such
    // as that of another checkout.
    private static final String NAME = "incontainer-";
    private static final Set<String> NOT_COPIED =
            Set.of("apps", "dropins", "health", "logs", "resources", "tranlog", "workarea");

    private ContainerServer() {}

    static void prepare(Map<String, String> environment, int port) {
        Path home = Path.of(System.getProperty("liberty.home", "target/liberty/wlp"));
        Path servers = home.resolve("usr/servers");
        Path server = servers.resolve(NAME + port);
        try {
            for (Path earlier : earlier(servers)) {
                delete(earlier);
            }
            copy(servers.resolve(System.getProperty("liberty.server", "messaging")), server);
            copy(Path.of("src/test/liberty"), server);
            Files.write(
                    server.resolve("server.env"),
                    lines(environment),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + server, e);
        }
        // What arquillian.xml refers to.
        System.setProperty("liberty.home", home.toString());
        System.setProperty("incontainer.server", NAME + port);
        System.setProperty("incontainer.port", Integer.toString(port));
    }

    private static List<Path> earlier(Path servers) throws IOException {
        try (Stream<Path> all = Files.list(servers)) {
            return all.filter(server -> server.getFileName().toString().startsWith(NAME))
                    .toList();
        }
    }

    private static List<String> lines(Map<String, String> environment) {
        // The copied file need not end with a line break.
        return Stream.concat(
                        Stream.of(""),
                        new TreeMap<>(environment)
                                .entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path source : tree.toList()) {
                Path relative = from.relativize(source);
                if (!NOT_COPIED.contains(relative.getName(0).toString())) {
                    Path target = to.resolve(relative.toString());
                    if (Files.isDirectory(source)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

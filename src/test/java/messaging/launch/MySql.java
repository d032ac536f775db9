package messaging.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MySQL itself, from a distribution unpacked in the folder {@code mysql.home}; the nearest to production. */
final class MySql extends DatabaseServer {

    MySql(Path folder, int port) {
        super(folder, port);
    }

    @Override
    String product() {
        return "MySQL in " + home();
    }

    @Override
    Path home() {
        Path home = Path.of(System.getProperty("mysql.home", "")).toAbsolutePath();
        Path server = home.resolve(program());
        if (!Files.exists(server)
                || !(Files.isExecutable(server) || server.toFile().setExecutable(true))) {
            throw new LaunchFailure("No MySQL server in " + home + "; the system property mysql.home must name an"
                    + " unpacked distribution with " + program());
        }
        return home;
    }

    @Override
    String program() {
        return "bin/mysqld";
    }

    @Override
    List<String> options() {
        // The binary log stays on, as in production: it forbids some statements that would pass without.
        return List.of("--mysqlx=OFF", "--sync-binlog=0", "--performance-schema=OFF");
    }

    @Override
    List<String> initialization(Path data) {
        List<String> command = new ArrayList<>(List.of(
                home().resolve(program()).toString(),
                "--no-defaults",
                "--initialize-insecure",
                "--basedir=" + home(),
                "--datadir=" + data));
        command.addAll(asRoot());
        return command;
    }

    @Override
    List<String> hardening() {
        return List.of();
    }
}

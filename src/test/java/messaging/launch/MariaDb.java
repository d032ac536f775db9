package messaging.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB from the binaries on the class path: needs no package, no container and no root. */
final class MariaDb extends DatabaseServer {

    /** Away from 3306, where a developer may well have a server already. */
    static final int DEVELOPMENT_PORT = 13306;

    private final MariaDbBinaries binaries;

    MariaDb(Path folder, int port) {
        super(folder, port);
        binaries = MariaDbBinaries.ofThisMachine();
    }

    @Override
    String product() {
        return "MariaDB " + binaries.version();
    }

    @Override
    Path home() {
        return binaries.unpackedBelow(Folders.target());
    }

    @Override
    String program() {
        return "bin/mariadbd";
    }

    @Override
    List<String> options() {
        // With a slow log, however empty, the general log has the values of prepared statements, for tests that explain
        // them.
        return List.of("--slow-query-log=1", "--slow-query-log-file=slow.log", "--long-query-time=31536000");
    }

    @Override
    List<String> initialization(Path data) {
        List<String> command = new ArrayList<>(List.of(
                home().resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                // The folder it runs in: the script cannot cope with a space in this path.
                "--basedir=.",
                "--datadir=" + data,
                // A password for root instead of the operating system's root, who need not be who runs this.
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve"));
        command.addAll(asRoot());
        return command;
    }

    @Override
    List<String> hardening() {
        return List.of(
                // The installation also makes passwordless accounts for this machine's name and for ::1.
                "DELETE FROM mysql.global_priv WHERE User IN ('root', '') AND Host NOT IN ('localhost', '127.0.0.1');",
                "FLUSH PRIVILEGES;");
    }
}

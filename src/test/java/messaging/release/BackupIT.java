package messaging.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import messaging.command.Manage;
import messaging.it.FreshDatabase;
import messaging.it.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps, destroys and restores a real database with the scripts that the cluster runs. */
class BackupIT { // S-K8S-1

    private static final Path SCRIPTS = Path.of("k8s", "backup").toAbsolutePath();

    @TempDir
    private Path folder;

    private FreshDatabase database;

    @BeforeEach
    void fill() {
        Tools.require("bash");
        Tools.require("gzip");
        database = FreshDatabase.create();
        Map<String, String> environment = new HashMap<>(database.environment());
        assertEquals(0, Manage.run(environment, "migrate"));
        assertEquals(0, Manage.run(environment, "create_test_data"));
        sql("UPDATE messages SET content = 'Akwaaba 🍲 \\\\ \\' \"  \\n\\t שלום é' WHERE seq = 1");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void restoresWhatWasDumped() throws Exception {
        Map<String, String> before = checksums();
        assertEquals(0, run("db-backup"), this::output);
        Path dump = onlyDump();

        sql("DELETE FROM messages");
        sql("CREATE TABLE made_later (id INT)");
        sql("DROP TABLE audit_entries");
        assertFalse(before.equals(checksums()));

        assertEquals(0, run("db-restore", dump.toString(), "--replace"), this::output);
        assertEquals(before, checksums());
    }

    @Test
    void leavesEverythingAsItIsWhenTheDumpIsDamaged() throws Exception {
        assertEquals(0, run("db-backup"), this::output);
        Path dump = onlyDump();
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump, bytes);
        Map<String, String> before = checksums();

        assertEquals(1, run("db-restore", dump.toString(), "--replace"), this::output);
        assertEquals(before, checksums());
    }

    @Test
    void replacesNothingUnasked() throws Exception {
        assertEquals(0, run("db-backup"), this::output);
        Map<String, String> before = checksums();

        assertEquals(2, run("db-restore", onlyDump().toString()), this::output);
        assertEquals(before, checksums());
    }

    @Test
    void keepsTheFormerDumpWhenTheDatabaseDoesNotAnswer() throws Exception {
        assertEquals(0, run("db-backup"), this::output);
        byte[] former = Files.readAllBytes(onlyDump());

        assertEquals(1, runWith(Map.of("DB_PASSWORD", "wrong"), "db-backup"), this::output);
        assertTrue(Arrays.equals(former, Files.readAllBytes(onlyDump())));
    }

    @Test
    void deletesOldDumpsOnly() throws Exception {
        Path old = aged("db_backup_20200101.sql.gz", 15);
        Path oldSum = aged("db_backup_20200101.sql.gz.sha256", 15);
        Path young = aged("db_backup_20200102.sql.gz", 13);
        Path other = aged("somebodys.sql.gz", 100);

        assertEquals(0, run("db-backup"), this::output);
        assertFalse(Files.exists(old) || Files.exists(oldSum));
        assertTrue(Files.exists(young) && Files.exists(other));
    }

    private Path aged(String name, int days) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
    }

    private Path onlyDump() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> dumps = files.filter(
                            file -> file.getFileName().toString().matches("db_backup_[0-9]{8}\\.sql\\.gz"))
                    .toList();
            assertEquals(1, dumps.size(), dumps::toString);
            return dumps.get(0);
        }
    }

    private int run(String script, String... arguments) throws Exception {
        return runWith(Map.of(), script, arguments);
    }

    private int runWith(Map<String, String> more, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(database.environment());
        builder.environment().put("BACKUP_DIR", folder.toString());
        builder.environment().put("PATH", clients() + ":" + System.getenv("PATH"));
        builder.environment().putAll(more);
        Process process = builder.start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), () -> script + " ends; " + output());
        return process.exitValue();
    }

    /** The programs of the embedded database, which is the one under test. */
    private static String clients() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("target"))) {
            return folders.filter(path -> path.getFileName().toString().startsWith("mariadb-"))
                    .map(path -> path.resolve("bin").toAbsolutePath().toString())
                    .findFirst()
                    .orElse("");
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Map<String, String> checksums() {
        Map<String, String> sums = new TreeMap<>();
        try (var connection = database.dataSource().getConnection();
                var tables = connection.createStatement().executeQuery("SHOW TABLES")) {
            while (tables.next()) {
                try (var statement = connection.createStatement();
                        var sum = statement.executeQuery("CHECKSUM TABLE `" + tables.getString(1) + "` EXTENDED")) {
                    sum.next();
                    sums.put(tables.getString(1), sum.getString(2));
                }
            }
            return sums;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(String statement) {
        try (var connection = database.dataSource().getConnection();
                var running = connection.createStatement()) {
            running.execute("SET FOREIGN_KEY_CHECKS = 0");
            running.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}

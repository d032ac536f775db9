package messaging;

import static messaging.ProjectFiles.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import messaging.it.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of commit subjects in continuous integration. */
class CommitSubjectsTest {
    @TempDir
    private Path folder;

    private record Result(int code, String output) {}

    @BeforeEach
    void requireTools() {
        Tools.require("bash");
        Tools.require("git");
    }

    @Test
    void subjectOf72CharactersPasses() throws Exception {
        commit("é".repeat(72));
        assertEquals(new Result(0, "1 commit subjects checked.\n"), check(folder, "2000-01-01"));
    }

    @Test
    void subjectOf73CharactersFails() throws Exception {
        commit("short");
        commit("x".repeat(73));
        var result = check(folder, "2000-01-01");
        assertEquals(1, result.code(), result.output());
        assertTrue(result.output().contains("the subject has 73 characters"), result.output());
    }

    @Test
    void commitsBeforeTheRuleAreIgnored() throws Exception {
        commit("x".repeat(73));
        assertEquals(0, check(folder, "2099-01-01").code());
    }

    @Test
    void shallowCloneWithoutOriginIsChecked() throws Exception {
        commit("short");
        commit("x".repeat(73));
        var clone = folder.resolve("clone");
        git("clone", "-q", "--depth", "1", folder.toUri().toString(), clone.toString());
        assertEquals(0, run(clone, List.of("git", "remote", "remove", "origin")).code());
        assertEquals(1, check(clone, "2000-01-01").code());
    }

    @Test
    void folderWithoutGitPasses() throws Exception {
        assertEquals(0, check(folder, "2000-01-01").code());
    }

    private Result check(Path repository, String since) throws IOException, InterruptedException {
        return run(repository, List.of(ROOT.resolve(".ci/commit-subjects").toString(), since));
    }

    private void commit(String subject) throws IOException, InterruptedException {
        git("init", "-q");
        git("-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", subject);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var result = run(folder, command);
        assertEquals(0, result.code(), result.output());
    }

    private Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // Otherwise Git would find the repository of this checkout above a temporary folder inside of it.
        builder.environment().put("GIT_CEILING_DIRECTORIES", folder.getParent().toString());
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), output);
    }
}

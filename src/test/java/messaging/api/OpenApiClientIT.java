package messaging.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.annotation.Nonnull;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import messaging.it.Account;
import messaging.it.Program;
import messaging.it.TestStage;
import messaging.it.Tools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.jackson.nullable.JsonNullable;

/**
 * S-API-13: clients that generators create from the document compile as they are, and work: each runs the same session,
 * from registration to the deletion of the account. Where a language's tools are missing, its test is skipped by name.
 */
@Timeout(600)
class OpenApiClientIT {
    /** Programs of client developers, which are compiled together with the generated code. */
    private static final Path PROGRAMS = Path.of("src", "test", "client").toAbsolutePath();

    /** The generators, with the few options that a client developer needs. */
    private static final Map<String, String> GENERATORS = Map.of(
            "java", "\"library\": \"native\", \"additionalProperties\": {\"useJakartaEe\": true}",
            "kotlin", "\"library\": \"jvm-okhttp4\", \"additionalProperties\": {\"serializationLibrary\": \"jackson\"}",
            "go", "\"additionalProperties\": {\"packageName\": \"messaging\", \"withGoMod\": false}",
            "typescript-fetch", "\"additionalProperties\": {}",
            "typescript-axios", "\"additionalProperties\": {\"useSingleRequestParameter\": true}");

    /** One class of each library that generated Java code needs. */
    private static final List<Class<?>> LIBRARIES = List.of(
            JsonProperty.class,
            JsonFactory.class,
            ObjectMapper.class,
            JavaTimeModule.class,
            JsonNullable.class,
            Nonnull.class);

    @TempDir
    static Path generated;

    @TempDir
    Path folder;

    /** Generates all clients in one process: most of the time is the start and the reading of the document. */
    @BeforeAll
    static void generate() throws IOException {
        var document = OpenApiDocument.save(generated);
        for (var generator : GENERATORS.entrySet()) {
            Files.writeString(generated.resolve(generator.getKey() + ".json"), """
                    {"generatorName": "%s", "inputSpec": "%s", "outputDir": "%s", %s, "globalProperties":
                    {"apiTests": "false", "modelTests": "false", "apiDocs": "false", "modelDocs": "false"}}
                    """.formatted(
                            generator.getKey(), document, generated.resolve(generator.getKey()), generator.getValue()));
        }
        var command = new ArrayList<>(List.of(
                java(),
                // It ends too soon for more thorough compilation to pay off.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("openapi.generator.jar"),
                "batch",
                "--fail-fast",
                "--root-dir=" + generated,
                "--"));
        GENERATORS
                .keySet()
                .forEach(generator ->
                        command.add(generated.resolve(generator + ".json").toString()));
        Program.run(generated, command);
    }

    @Test // S-API-13
    void javaClientWorks() throws Exception {
        var classes = Files.createDirectory(folder.resolve("classes"));
        compileJava(generated.resolve("java/src/main/java"), classes);
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("ClientProgram")
                    .getMethod("run", String.class, String.class, String.class)
                    .invoke(null, url(), Account.uniqueUsername(), Account.PASSWORD);
        }
    }

    @Test // S-API-13
    void kotlinClientWorks() throws IOException {
        var kotlin = Path.of(System.getProperty("kotlin.home"));
        var classes = Files.createDirectory(folder.resolve("classes"));
        var libraries = jars(kotlin.resolve("libraries"));
        Program.run(
                folder,
                List.of(
                        java(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jars(kotlin.resolve("compiler")),
                        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                        "-no-stdlib",
                        "-no-reflect",
                        "-nowarn",
                        "-jvm-target=17",
                        "-cp",
                        libraries,
                        "-d",
                        classes.toString(),
                        generated.resolve("kotlin/src/main/kotlin").toString(),
                        PROGRAMS.resolve("kotlin/Session.kt").toString()));
        runSession(List.of(java(), "-cp", classes + File.pathSeparator + libraries, "SessionKt"));
    }

    @Test // S-API-13
    void goClientWorks() throws IOException {
        var go = Tools.require("go").toString();
        var sources = Files.createDirectories(folder.resolve("src"));
        Files.createSymbolicLink(sources.resolve("messaging"), generated.resolve("go"));
        Files.createSymbolicLink(sources.resolve("session"), PROGRAMS.resolve("go"));
        var program = folder.resolve("session").toString();
        // Without modules, for which Go would ask its proxy. The choices among frames need the library.
        var libraries = Tools.requireGoLibrary("gopkg.in/validator.v2");
        var environment =
                Map.of("GO111MODULE", "off", "GOPATH", folder + File.pathSeparator + libraries, "GOFLAGS", "");
        Program.run(folder, List.of(go, "build", "-o", program, "session"), environment);
        runSession(List.of(program));
    }

    @Test // S-API-13
    void typescriptFetchClientWorks() throws IOException {
        Files.createSymbolicLink(folder.resolve("generated"), generated.resolve("typescript-fetch"));
        runTypeScript("typescript-fetch", Tools.requirePackage("tsc", "typescript"));
    }

    @Test // S-API-13
    void typescriptAxiosClientWorks() throws IOException {
        var packages = Tools.requirePackage("tsc", "axios");
        Files.createSymbolicLink(folder.resolve("generated"), generated.resolve("typescript-axios"));
        runTypeScript("typescript-axios", packages);
    }

    @Test // S-API-13
    void openapiTypescriptClientWorks() throws IOException {
        var packages = Tools.requirePackage("tsc", "openapi-fetch");
        var generator = Tools.require("openapi-typescript").toString();
        var target = folder.resolve("generated.ts").toString();
        Program.run(folder, List.of(generator, generated.resolve("openapi.yaml").toString(), "--output", target));
        runTypeScript("openapi-typescript", packages);
    }

    private void runTypeScript(String client, Path packages) throws IOException {
        var program = Files.copy(PROGRAMS.resolve(client).resolve("session.ts"), folder.resolve("session.ts"));
        Files.createSymbolicLink(folder.resolve("node_modules"), packages);
        Program.run(
                folder,
                List.of(
                        Tools.require("tsc").toString(),
                        "--strict",
                        "--noUncheckedIndexedAccess",
                        // So that the generated files find the packages although they are elsewhere.
                        "--preserveSymlinks",
                        "--target",
                        "es2022",
                        "--lib",
                        "es2022,dom",
                        "--module",
                        "commonjs",
                        "--moduleResolution",
                        "node10",
                        "--outDir",
                        folder.resolve("compiled").toString(),
                        program.toString()));
        runSession(List.of(
                Tools.require("node").toString(),
                folder.resolve("compiled").resolve("session.js").toString()));
    }

    /** Runs a compiled program, which fails by itself unless every response is as it must be. */
    private void runSession(List<String> program) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(url(), Account.uniqueUsername(), Account.PASSWORD));
        assertEquals("OK", Program.run(folder, command).strip());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String url() {
        return TestStage.url().replaceAll("/$", "");
    }

    private static String jars(Path libraries) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void compileJava(Path sources, Path classes) throws IOException {
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "-d", classes.toString(), "-classpath", libraries());
            var task = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(all(sources)));
            assertTrue(task.call(), messages::toString);
        }
    }

    private static Path[] all(Path sources) throws IOException {
        try (Stream<Path> tree = Files.walk(sources)) {
            var found = new ArrayList<>(
                    tree.filter(file -> file.toString().endsWith(".java")).toList());
            assertFalse(found.isEmpty(), "nothing was generated");
            found.add(PROGRAMS.resolve("java/ClientProgram.java"));
            return found.toArray(Path[]::new);
        }
    }

    private static String libraries() {
        return LIBRARIES.stream().map(OpenApiClientIT::jar).collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

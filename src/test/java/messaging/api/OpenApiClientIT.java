package messaging.api;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import messaging.it.Account;
import messaging.it.Program;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openapitools.jackson.nullable.JsonNullable;

/** S-API-13: a client that openapi-generator makes of the document compiles and talks to the server. */
class OpenApiClientIT {
    /** A client developer's program; it uses the generated classes and is compiled together with them. */
    private static final Path PROGRAM = Path.of("src", "test", "client", "ClientProgram.java");

    /** One class of each library that the generated code needs. */
    private static final List<Class<?>> LIBRARIES = List.of(
            JsonProperty.class,
            JsonFactory.class,
            ObjectMapper.class,
            JavaTimeModule.class,
            JsonNullable.class,
            Nonnull.class);

    @TempDir
    Path folder;

    @Test // S-API-13
    @Timeout(300)
    void compilesAndTalksToTheServer() throws Exception {
        var sources = generate().resolve("src").resolve("main").resolve("java");
        var classes = Files.createDirectory(folder.resolve("classes"));
        compile(sources, classes);
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass("ClientProgram")
                    .getMethod("run", String.class, String.class, String.class)
                    .invoke(null, TestStage.url().replaceAll("/$", ""), Account.uniqueName(), Account.PASSWORD);
        }
    }

    private Path generate() {
        var generated = folder.resolve("generated");
        Program.run(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("openapi.generator.jar"),
                        "generate",
                        "--generator-name=java",
                        "--library=native",
                        "--input-spec=" + OpenApiDocument.save(folder),
                        "--output=" + generated,
                        "--additional-properties=useJakartaEe=true",
                        "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
        return generated;
    }

    private static void compile(Path sources, Path classes) throws IOException {
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
            found.add(PROGRAM);
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

package messaging.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/problems.md} in sync with the enumerations from which it is generated. */
class ProblemsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "problems.md");

    @Test // S-ERR-1
    void documentListsTypesAndCodes() throws IOException {
        var generated = generate();
        var target = Path.of("target", "problems.md");
        Files.createDirectories(target.getParent());
        Files.writeString(target, generated);
        assertEquals(generated, Files.readString(DOCUMENT), "Copy " + target + " to " + DOCUMENT);
    }

    private static String generate() {
        return """
                # Problems

                Every error of the API is a problem detail ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)). Branch on `type`,
                and for invalid input on the `code` of each entry of `errors`. Both are stable; `title`, `detail` and `message` are
                for people and may change. New types and codes may be added: treat an unknown type by its status, and an unknown
                code as "not valid".

                ```json
                {"type":"/problems/invalid-input","title":"Invalid input","status":400,"detail":"The input is not valid.",
                 "instance":"/api/v1/conversations/","request_id":"3f6c0b7e-6b0d-4f0e-9a51-0f2a5f6f7c11",
                 "errors":[{"field":"title","code":"too_long","max":255,"message":"must be at most 255 characters"}]}
                ```

                The server resolves each `type` to a page with the texts below; `/problems/` lists all of them. In the OpenAPI
                document the types are the schema `ProblemType` and the codes the schema `ErrorCode`. The tables are generated from
                the enumerations in `messaging.problem`.

                ## Types

                | status | type | meaning | what to do |
                |---|---|---|---|
                %s

                Responses with the status 401 also have the member `code`, on which clients of Django REST framework and Simple JWT
                branch: %s.

                ## Codes of `errors`

                | code | parameters | message |
                |---|---|---|
                %s

                ### Values of `expected`

                %s.

                ### Values of `format`

                | format | the value must be |
                |---|---|
                %s
                """.formatted(
                Arrays.stream(ProblemType.values())
                        .sorted(Comparator.comparing(type -> type.status().getStatusCode()))
                        .map(type -> "| " + type.status().getStatusCode() + " | `" + type + "` | " + type.meaning()
                                + " | " + type.remedy() + " |")
                        .collect(Collectors.joining("\n")),
                Arrays.stream(ProblemType.values())
                        .filter(type -> type.code().isPresent())
                        .map(type -> "`" + type.code().get() + "` for `" + type.id() + "`")
                        .collect(Collectors.joining(", ")),
                Arrays.stream(ErrorCode.values())
                        .map(code -> "| `" + code + "` | "
                                + code.parameters().stream()
                                        .sorted()
                                        .map(name -> "`" + name + "`")
                                        .collect(Collectors.joining(", "))
                                + " | " + code.template() + " |")
                        .collect(Collectors.joining("\n")),
                Arrays.stream(JsonType.values()).map(type -> "`" + type + "`").collect(Collectors.joining(", ")),
                Arrays.stream(ValueFormat.values())
                        .map(format -> "| `" + format + "` | " + format.description() + " |")
                        .collect(Collectors.joining("\n")));
    }
}

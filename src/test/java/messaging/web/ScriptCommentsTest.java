package messaging.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptCommentsTest {

    @Test
    void wholeLinesAreRemovedAndKeepTheirNumbers() {
        assertEquals("\n\n\n\nlet a;\n\nlet b;", ScriptComments.remove("""
                /**
                 * Two * stars.
                 */
                // Why
                let a;
                  /** @param {string} x */
                let b;"""));
    }

    @Test
    void typesWithinLinesAreRemoved() {
        assertEquals(
                "const f = (event) => (this.box).value;",
                ScriptComments.remove(
                        "const f = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (this.box).value;"));
        assertEquals(
                "  (a).focus();\n\n  (b).focus();",
                ScriptComments.remove(
                        "  /** @type {A} */ (a).focus();\n  /** Why */\n  /** @type {B} */ (b).focus();"));
    }

    @Test
    void textsAreKept() {
        for (String script : List.of(
                "const url = 'https://example.com/'; // Why",
                "const a = b /* c */ * d;",
                "const pattern = /https?:\\/\\/[^\\s]+/gu;",
                "const t = html`<p>/** x */</p>`;")) {
            assertEquals(script, ScriptComments.remove(script));
        }
    }

    @Test
    void modulesKeepTheirLines() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of("src", "main", "webapp", "WEB-INF", "web"))) {
            for (Path module :
                    tree.filter(file -> file.toString().endsWith(".js")).toList()) {
                String source = Files.readString(module);
                String served = ScriptComments.remove(source);
                assertEquals(source.lines().count(), served.lines().count(), module.toString());
                assertTrue(served.length() < source.length(), module.toString());
                assertTrue(!served.contains("@param") && !served.contains("@type "), module.toString());
            }
        }
    }
}

package messaging.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which origins can read responses of the transport. */
class CorsHeadersTest {
    private static final String ORIGIN = "https://app.example.org";
    private static final String PATH = "/api/v1/users/me/";
    private static final Map<String, String> ALLOWED = Map.of(
            "Access-Control-Allow-Origin",
            ORIGIN,
            "Access-Control-Expose-Headers",
            CorsHeaders.EXPOSED,
            "Vary",
            "Origin");
    private static final Map<String, String> REFUSED = Map.of("Vary", "Origin");

    @Test
    void namedOriginsMayRead() {
        var headers = new CorsHeaders(" https://a.example , " + ORIGIN + " ");
        assertEquals(ALLOWED, headers.of(PATH, ORIGIN));
        assertEquals(ALLOWED, headers.of("/api", ORIGIN));
    }

    @Test
    void otherOriginsMayNot() {
        var headers = new CorsHeaders(ORIGIN);
        assertEquals(REFUSED, headers.of(PATH, ORIGIN + ".evil.example"));
        assertEquals(REFUSED, headers.of(PATH, "null"));
        assertEquals(REFUSED, headers.of(PATH, null));
    }

    @Test
    void onlyTheApiCanBeRead() {
        var headers = new CorsHeaders(ORIGIN);
        assertEquals(Map.of(), headers.of("/apis", ORIGIN));
        assertEquals(Map.of(), headers.of("/metrics", ORIGIN));
    }

    @Test
    void isClosedUnlessConfigured() {
        assertEquals(Map.of(), new CorsHeaders("").of(PATH, ORIGIN));
        assertEquals(Map.of(), new CorsHeaders(" ").of(PATH, ""));
    }

    @Test
    void anyOriginMayReadIfAllAreAllowed() {
        assertEquals("*", new CorsHeaders("*").of(PATH, ORIGIN).get("Access-Control-Allow-Origin"));
    }

    @Test
    void exposedHeadersAreThoseOfTheApplication() throws IOException {
        var server = Files.readString(Path.of("src/main/liberty/config/server.xml"));
        assertTrue(server.contains("exposeHeaders=\"" + CorsHeaders.EXPOSED + "\""));
        assertTrue(server.contains("<cors domain=\"/api\""));
    }
}

package messaging.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import messaging.it.ApiRequest;
import messaging.it.ApiResponse;
import messaging.it.TestStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery of the web client and the admin console to browsers. */
class WebPagesIT { // S-WEB-1, S-WEB-2

    private static final Pattern FILE = Pattern.compile("/(assets/[0-9a-f]{16}/[^\"]+\\.[a-z]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"", "admin/", "admin"})
    void pagesAreInNoCacheAndTheirFilesForAYear(String page) {
        ApiResponse html = ApiRequest.to("GET", page).send().expect(200);
        assertEquals("no-store", html.header("Cache-Control").orElse(""));
        assertEquals(
                "text/html; charset=utf-8",
                html.header("Content-Type").orElse("").toLowerCase());
        List<String> files = FILE.matcher(html.text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
        assertTrue(files.size() > 8, files::toString);
        for (String file : files) {
            ApiResponse asset = ApiRequest.to("GET", file).send().expect(200);
            assertEquals(
                    "public, max-age=31536000, immutable",
                    asset.header("Cache-Control").orElse(""),
                    file);
        }
    }

    @Test
    void scriptsAreThoseOfThisServerAndNoOthers() throws Exception {
        ApiResponse html = ApiRequest.to("GET", "").send();
        String policy = html.header("Content-Security-Policy").orElse("");
        assertFalse(policy.contains("unsafe"), policy);
        assertTrue(policy.contains("require-trusted-types-for 'script'; trusted-types lit-html"), policy);
        String text = html.text();
        String imports = text.substring(text.indexOf("<script type=\"importmap\">") + 25);
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(imports.substring(0, imports.indexOf("</script>")).getBytes(StandardCharsets.UTF_8));
        assertTrue(
                policy.contains(
                        "script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';"),
                policy);
        assertFalse(Pattern.compile("<[^>]+\\s(on[a-z]+|style)=").matcher(text).find());
        String provider = TestStage.issuers().front().tokenEndpoint();
        assertTrue(policy.contains("connect-src 'self' " + provider.replaceAll("(//[^/]+)/.*", "$1") + ";"), policy);
    }

    @Test
    void filesArePacked() {
        String page = ApiRequest.to("GET", "").send().text();
        String style = page.replaceAll("(?s).*\"/(assets/[^\"]+main\\.css)\".*", "$1");
        ApiResponse plain = ApiRequest.to("GET", style).send();
        ApiResponse packed = ApiRequest.to("GET", style)
                .header("Accept-Encoding", "br, gzip")
                .send();
        assertTrue(plain.header("Content-Encoding").isEmpty());
        assertEquals("gzip", packed.header("Content-Encoding").orElse(""));
        assertEquals("Accept-Encoding", packed.header("Vary").orElse(""));
        int size = Integer.parseInt(packed.header("Content-Length").orElseThrow());
        assertTrue(size < plain.text().length() / 2, size + " bytes");
        assertTrue(ApiRequest.to("GET", style)
                .header("Accept-Encoding", "gzip;q=0")
                .send()
                .header("Content-Encoding")
                .isEmpty());
    }

    @Test
    void theFileOfAnotherReleaseIsServedButNotKept() {
        ApiResponse other = ApiRequest.to("GET", "assets/0123456789abcdef/style/main.css")
                .send()
                .expect(200);
        assertEquals("no-store", other.header("Cache-Control").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/",
                "assets/x",
                "assets/x/nothing.js",
                "assets/x/index.html",
                "assets/x/../WEB-INF/web.xml",
                "index.html",
                "admin/nothing",
                "webjars/lit-html/3.3.2/lit-html.js",
                "WEB-INF/web/index.html"
            })
    void nothingElseIsServed(String path) {
        ApiRequest.to("GET", path).send().expectProblem(404);
    }

    @Test
    void pagesLearnWhereOneSignsIn() {
        var issuers = ApiResponse.items(
                ApiRequest.api("GET", "token/sso/").send().expect(200).get("issuers"));
        assertEquals(1, issuers.size());
        assertEquals("Company account", issuers.get(0).get("name").textValue());
        assertEquals("web", issuers.get(0).get("client_id").textValue());
        assertEquals("openid profile email", issuers.get(0).get("scope").textValue());
    }
}

package messaging.auth.cookie;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The cookie that holds a browser's refresh token: no script reads it, no other site's request carries it, and it goes to
 * the addresses that trade it and nowhere else.
 */
final class RefreshCookie {
    /** Name of the cookie. */
    static final String NAME = "messaging-refresh";

    private static final String PATH = "/api/v1/token/cookie";
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private RefreshCookie() {}

    /** The cookie with a token in it. */
    static NewCookie holding(String token, Duration lifetime, HttpServletRequest request) {
        return cookie(token, request)
                .maxAge(Math.toIntExact(lifetime.toSeconds()))
                .build();
    }

    /** The cookie that takes the other one away. */
    static NewCookie removed(HttpServletRequest request) {
        return cookie("", request).maxAge(0).build();
    }

    private static NewCookie.Builder cookie(String value, HttpServletRequest request) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path(PATH)
                .httpOnly(true)
                .secure(request.isSecure() || !isLocal(request))
                .sameSite(NewCookie.SameSite.STRICT);
    }

    // Development on http://localhost: not every browser keeps a Secure cookie from there.
    private static boolean isLocal(HttpServletRequest request) {
        try {
            return Set.of("localhost", "127.0.0.1", "::1", "[::1]").contains(request.getServerName())
                    && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Refuses a request that a page of another site made. Browsers say where a request comes from in headers that no
     * page can set; a client that is no browser has no foreign pages either.
     *
     * @param request with the cookie
     * @throws CrossSiteRequest if it comes from elsewhere
     */
    static void requireOwnPage(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        if (site != null && !OWN_PAGES.contains(site.toLowerCase(Locale.ROOT))
                || origin != null && !origin.equals(origin(request))) {
            throw new CrossSiteRequest();
        }
    }

    private static String origin(HttpServletRequest request) {
        var url = request.getRequestURL().toString();
        return url.substring(
                0,
                url.length() - Objects.requireNonNull(request.getRequestURI()).length());
    }
}

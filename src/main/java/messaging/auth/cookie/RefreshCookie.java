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
 * The cookie with a browser's refresh token. Scripts cannot read it, requests of other sites do not contain it, and browsers
 * send it to the token endpoints only.
 */
final class RefreshCookie {
    /** Name of the cookie. */
    static final String NAME = "messaging-refresh";

    private static final String PATH = "/api/v1/token/cookie";
    private static final Set<String> SAME_SITE = Set.of("same-origin", "none");

    private RefreshCookie() {}

    /** Returns the cookie with a token. */
    static NewCookie of(String token, Duration lifetime, HttpServletRequest request) {
        return cookie(token, request)
                .maxAge(Math.toIntExact(lifetime.toSeconds()))
                .build();
    }

    /** Returns an expired cookie, which makes the browser remove the other one. */
    static NewCookie expired(HttpServletRequest request) {
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

    // In development: some browsers reject Secure cookies from http://localhost.
    private static boolean isLocal(HttpServletRequest request) {
        try {
            return Set.of("localhost", "127.0.0.1", "::1", "[::1]").contains(request.getServerName())
                    && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Rejects requests from pages of other sites. Browsers state the origin in headers that pages cannot set; other clients
     * send none of them and do not load foreign pages.
     *
     * @param request with the cookie
     * @throws CrossSiteRequest if a page of another site sent it
     */
    static void requireSameSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        if (site != null && !SAME_SITE.contains(site.toLowerCase(Locale.ROOT))
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

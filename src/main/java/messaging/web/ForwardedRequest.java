package messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as the client sent it to the trusted proxy in front of this server, according to {@code X-Forwarded-Proto},
 * {@code X-Forwarded-Host}, {@code X-Forwarded-Port} and {@code X-Forwarded-For}. Only the last value is used, which
 * the nearest proxy has set.
 */
final class ForwardedRequest extends HttpServletRequestWrapper {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    private final String scheme;
    private final String host;
    private final int port;
    private final String client;

    private ForwardedRequest(HttpServletRequest request, String scheme, String host, int port, String client) {
        super(request);
        this.client = client;
        this.scheme = scheme;
        this.host = host;
        this.port = port;
    }

    static ForwardedRequest of(HttpServletRequest request, TrustedProxies proxies) {
        var scheme = last(request, "X-Forwarded-Proto")
                .filter(value -> value.equals("http") || value.equals("https"))
                .orElse(request.getScheme());
        var host = last(request, "X-Forwarded-Host")
                .map(HOST::matcher)
                .filter(matcher -> matcher.matches() && (matcher.group(2) == null || isPort(matcher.group(2))));
        var named = host.map(matcher -> matcher.group(2))
                .or(() -> last(request, "X-Forwarded-Port").filter(ForwardedRequest::isPort))
                .map(Integer::parseInt);
        var schemeChanged = !scheme.equals(request.getScheme());
        var fallback = host.isPresent() || schemeChanged ? standard(scheme) : request.getServerPort();
        return new ForwardedRequest(
                request,
                scheme,
                host.map(matcher -> matcher.group(1)).orElse(request.getServerName()),
                named.orElse(fallback),
                // All lines of the header form one list.
                proxies.client(
                        String.join(",", Collections.list(request.getHeaders("X-Forwarded-For"))),
                        request.getRemoteAddr()));
    }

    private static Optional<String> last(HttpServletRequest request, String header) {
        // A proxy extends the header's line or adds another line.
        return Collections.list(request.getHeaders(header)).stream()
                .reduce((earlier, later) -> later)
                .map(value -> value.substring(value.lastIndexOf(',') + 1).strip());
    }

    private static boolean isPort(String value) {
        return value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= MAX_PORT;
    }

    private static int standard(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String getServerName() {
        return host;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public StringBuffer getRequestURL() {
        var url = new StringBuffer(scheme).append("://").append(host);
        if (port != standard(scheme)) {
            url.append(':').append(port);
        }
        return url.append(getRequestURI());
    }
}

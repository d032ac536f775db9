package messaging.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import messaging.auth.jwt.JwksServlet;
import messaging.health.DrainFlag;
import messaging.monitor.LogContext;
import messaging.monitor.MetricsServlet;
import messaging.openapi.OpenApiServlet;
import messaging.problem.ProblemType;
import messaging.problem.RequestId;
import messaging.settings.Settings;

/**
 * The first thing that every request meets: it gets its id, the address that the client sees, and is refused if it is
 * for a host that isn't ours. web.xml puts it before every other filter.
 */
public class RequestFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API = "/api/v1";
    private static final String HEALTH = API + "/health";
    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");

    private transient TrustedProxies proxies;
    private transient AllowedHosts hosts;
    private transient DrainFlag drain;

    @Inject
    private transient WebPages pages;

    @Inject
    void configure(Settings settings, DrainFlag drain) {
        this.drain = drain;
        proxies = new TrustedProxies(settings.http().trustedProxies());
        hosts = new AllowedHosts(settings.http().allowedHosts());
    }

    @Override
    protected void doFilter(HttpServletRequest direct, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var id = RequestId.assign(direct, direct.getHeader(RequestId.HEADER));
        response.setHeader(RequestId.HEADER, id);
        if (drain.isSet()) {
            // Whoever keeps this connection shall open the next one, elsewhere, and not find it gone.
            response.setHeader("Connection", "close");
        }
        LogContext.enter(id);
        try {
            receive(direct, response, chain);
        } finally {
            LogContext.leave();
        }
    }

    private void receive(HttpServletRequest direct, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Wrapped either way: what RESTEasy injects as the request is made for the class of the first one that it
        // meets.
        var plain = new SessionlessRequest(direct);
        var request = proxies.trusts(direct.getRemoteAddr()) ? ForwardedRequest.of(plain, proxies) : plain;
        SecurityHeaders.add(request, response);
        // The container ignores matrix parameters when it looks for who serves a path, so that one resource would have
        // any number of addresses, and rules for paths (of a proxy before us, for instance) would not hold.
        if (direct.getRequestURI().indexOf(';') >= 0) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        // Of two Host lines nobody knows which one a proxy before us went by (RFC 9112, section 3.2).
        if (Collections.list(direct.getHeaders("Host")).size() > 1) {
            ProblemWriter.write(
                    request, response, ProblemType.MALFORMED_REQUEST, "The request has several Host headers.");
            return;
        }
        if (!isExempt(request) && !hosts.allows(request.getServerName())) {
            ProblemWriter.write(request, response, ProblemType.UNKNOWN_HOST);
            return;
        }
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (!isApi(path) && !isFile(path)) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        // Servlets would answer 501 to a method that somebody makes up, as if it were the server's fault.
        if (!isApi(path) && !READING.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", READING));
            ProblemWriter.write(request, response, ProblemType.METHOD_NOT_ALLOWED);
            return;
        }
        // A servlet would list TRACE too.
        if (!isApi(path) && request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", String.join(", ", READING));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isApi(String path) {
        return path.equals(API) || path.startsWith(API + "/");
    }

    // The container's own servlet for files would log a warning for every address that somebody makes up, and would
    // serve what libraries bring along.
    private boolean isFile(String path) {
        return path.equals(JwksServlet.PATH)
                || path.equals(MetricsServlet.PATH)
                || path.equals(OpenApiServlet.PATH)
                || path.equals(OpenApiServlet.PATH + "/")
                || path.startsWith(StaticServlet.PREFIX)
                || path.startsWith(WebPages.ASSETS)
                || pages.page(path).isPresent();
    }

    // Probes and readers of metrics come by address; the keys are public and their readers come by whatever name
    // reaches us.
    private static boolean isExempt(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(HEALTH)
                || path.equals(HEALTH + "/")
                || path.equals(MetricsServlet.PATH)
                || path.equals(JwksServlet.PATH);
    }
}

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
 * Processes every request first: assigns its ID, determines the client's address, and rejects unknown hosts. web.xml
 * maps it before all filters except metrics.
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
            // The client must open its next connection to another server, rather than find this one closed.
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
        // Always wrapped: RESTEasy creates its request proxy for the class of the first request that it receives.
        var plain = new SessionlessRequest(direct);
        var request = proxies.trusts(direct.getRemoteAddr()) ? ForwardedRequest.of(plain, proxies) : plain;
        SecurityHeaders.add(request, response);
        // The container ignores matrix parameters in paths. One resource would have any number of addresses, and path
        // rules, for example of a proxy, would not apply.
        if (direct.getRequestURI().indexOf(';') >= 0) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        // With two Host lines, it is unknown which one a proxy in front of this server used (RFC 9112, section 3.2).
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
        // Servlets would respond with 501 to an unknown method, as if it were a fault of the server.
        if (!isApi(path) && !READING.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", READING));
            ProblemWriter.write(request, response, ProblemType.METHOD_NOT_ALLOWED);
            return;
        }
        // A servlet would include TRACE.
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

    // The container's file servlet would log a warning for every unknown address, and would serve files from libraries.
    private boolean isFile(String path) {
        return path.equals(JwksServlet.PATH)
                || path.equals(MetricsServlet.PATH)
                || path.equals(OpenApiServlet.PATH)
                || path.equals(OpenApiServlet.PATH + "/")
                || path.startsWith(StaticServlet.PREFIX)
                || path.startsWith(WebPages.ASSETS)
                || pages.page(path).isPresent();
    }

    // Probes and Prometheus use addresses rather than names. The keys are public, and clients may use any name that
    // reaches this server.
    private static boolean isExempt(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(HEALTH)
                || path.equals(HEALTH + "/")
                || path.equals(MetricsServlet.PATH)
                || path.equals(JwksServlet.PATH);
    }
}

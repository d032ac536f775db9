package messaging.monitor;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Measures every request. web.xml maps it before all other filters, so that requests they refuse are measured too. */
public class MetricsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_ERROR = 500;

    @Inject
    private transient Metrics metrics;

    @Inject
    private transient InternalRequests internal;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var start = System.nanoTime();
        var completed = false;
        try {
            chain.doFilter(request, response);
            completed = true;
        } finally {
            // An event stream stays open for hours and has its own metrics.
            if (!request.isAsyncStarted() && !internal.isInternal(request.getHeader(InternalRequests.HEADER))) {
                metrics.recordRequest(
                        request.getMethod(),
                        route(request),
                        completed ? response.getStatus() : SERVER_ERROR,
                        Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    // A request that reached no resource is recorded under its servlet's pattern: there are few patterns, but any
    // number of paths.
    private static String route(HttpServletRequest request) {
        return request.getAttribute(RouteFilter.ATTRIBUTE) instanceof String route
                ? route
                : request.getHttpServletMapping().getPattern();
    }
}

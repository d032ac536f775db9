package messaging.monitor;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Measures every request. web.xml puts it before all other filters, so that what they refuse counts too. */
public class MetricsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int FAILED = 500;

    @Inject
    private transient Metrics metrics;

    @Inject
    private transient InternalRequests internal;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var begin = System.nanoTime();
        var answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            // A stream of events goes on for hours and has metrics of its own.
            if (!request.isAsyncStarted() && !internal.isInternal(request.getHeader(InternalRequests.HEADER))) {
                metrics.requestAnswered(
                        request.getMethod(),
                        route(request),
                        answered ? response.getStatus() : FAILED,
                        Duration.ofNanos(System.nanoTime() - begin));
            }
        }
    }

    // What no resource took has the pattern of its servlet: there are few of those, and of paths any number.
    private static String route(HttpServletRequest request) {
        return request.getAttribute(RouteFilter.ATTRIBUTE) instanceof String route
                ? route
                : request.getHttpServletMapping().getPattern();
    }
}

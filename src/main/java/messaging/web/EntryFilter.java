package messaging.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import messaging.problem.RequestId;
import messaging.settings.Settings;
import messaging.token.JwksServlet;

/**
 * The first thing that every request meets: it gets its id, the address that the client sees, and is refused if it is
 * for a host that isn't ours. web.xml puts it before every other filter.
 */
public class EntryFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String HEALTH = "/api/v1/health";

    private transient TrustedProxies proxies;
    private transient AllowedHosts hosts;

    @Inject
    void configure(Settings settings) {
        proxies = new TrustedProxies(settings.http().trustedProxies());
        hosts = new AllowedHosts(settings.http().allowedHosts());
    }

    @Override
    protected void doFilter(HttpServletRequest direct, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(RequestId.HEADER, RequestId.assign(direct, direct.getHeader(RequestId.HEADER)));
        response.setHeader("X-Content-Type-Options", "nosniff");
        var request = proxies.trusts(direct.getRemoteAddr()) ? ForwardedRequest.of(direct) : direct;
        if (!isExempt(request) && !hosts.allows(request.getServerName())) {
            ProblemWriter.write(
                    request, response, request.getRequestURI(), 400, "This server does not answer for that host.");
            return;
        }
        chain.doFilter(request, response);
    }

    // Probes come by address; the keys are public and their readers come by whatever name reaches us.
    private static boolean isExempt(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals(HEALTH) || path.equals(HEALTH + "/") || path.equals(JwksServlet.PATH);
    }
}

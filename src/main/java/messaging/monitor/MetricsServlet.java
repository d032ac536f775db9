package messaging.monitor;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the metrics in the format that the client accepts: Prometheus text or OpenMetrics (S-RUN-6). */
@WebServlet(name = "metrics", urlPatterns = MetricsServlet.PATH)
public class MetricsServlet extends HttpServlet {
    /** Path of the metrics. */
    public static final String PATH = "/metrics";

    private static final long serialVersionUID = 1L;

    private final transient ExpositionFormats formats = ExpositionFormats.init();

    @Inject
    private transient Metrics metrics;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var format = formats.findWriter(request.getHeader("Accept"));
        response.setContentType(format.getContentType());
        response.setHeader("Cache-Control", "no-store");
        format.write(response.getOutputStream(), metrics.read());
    }
}

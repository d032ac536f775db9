package messaging.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import messaging.problem.ProblemType;

/**
 * Serves the web client at {@code /}, the admin console at {@code /admin/}, the pages about problems at {@code
 * /problems/}, and their assets (S-WEB-1, S-WEB-2, S-ERR-1).
 */
@WebServlet(
        name = "pages",
        urlPatterns = {"", "/admin/*", ProblemType.PATH + "*", WebPages.ASSETS + "*"})
public class PagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient WebPages pages;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (path.startsWith(WebPages.ASSETS)) {
            var asset = pages.asset(path);
            if (asset.isEmpty()) {
                ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
                return;
            }
            // During a release, a page of the other version may load this version's file, which must not be cached
            // under that address.
            response.setHeader(
                    "Cache-Control", pages.isOfThisRelease(path) ? "public, max-age=31536000, immutable" : "no-store");
            write(request, response, asset.get());
            return;
        }
        var page = pages.page(path);
        if (page.isEmpty()) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        // Not cached, because a page refers to the assets of its version.
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", pages.policy(path));
        write(request, response, page.get());
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, Asset file) throws IOException {
        response.setContentType(file.type());
        response.setHeader("Vary", "Accept-Encoding");
        var accepted = Objects.requireNonNullElse(request.getHeader("Accept-Encoding"), "");
        var acceptsGzip = accepted.toLowerCase(Locale.ROOT).matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\b).*");
        if (acceptsGzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        var body = acceptsGzip ? file.gzip() : file.content();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

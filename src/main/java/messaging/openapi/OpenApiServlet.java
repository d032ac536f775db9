package messaging.openapi;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Serves the OpenAPI document at {@code /openapi} (S-API-13). Liberty's module serves it at another path, set by {@code
 * mpOpenAPI} in server.xml, because it labels YAML as {@code text/plain}; its page at {@code /openapi/ui} loads the
 * document from there.
 */
@WebServlet(name = "openapi", urlPatterns = OpenApiServlet.PATH + "/*")
public class OpenApiServlet extends HttpServlet {
    /** Path of the document. */
    public static final String PATH = "/openapi";

    private static final long serialVersionUID = 1L;
    private static final String MODULE = "/openapi/document";
    private static final String YAML = "application/yaml";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var module = getServletContext().getContext(MODULE);
        var dispatcher = module == null ? null : module.getRequestDispatcher("/");
        if (dispatcher == null) {
            throw new ServletException("Liberty serves no OpenAPI document at " + MODULE);
        }
        dispatcher.forward(request, new YamlResponse(response));
    }

    private static final class YamlResponse extends HttpServletResponseWrapper {
        YamlResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setContentType(String type) {
            super.setContentType(type != null && type.startsWith("text/plain") ? YAML : type);
        }
    }
}

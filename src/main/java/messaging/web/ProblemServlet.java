package messaging.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.problem.ProblemType;
import messaging.problem.RequestId;

/** The container's error page (web.xml): writes problem details for errors that occurred outside of resources. */
@WebServlet(name = "problem", urlPatterns = "/problem")
public class ProblemServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ProblemServlet.class.getName());

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            ProblemWriter.write(request, response, ProblemType.NOT_FOUND);
            return;
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        if (status >= 500) {
            LOG.log(
                    Level.SEVERE,
                    "Request " + RequestId.of(request) + " failed",
                    request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error ? error : null);
        }
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
        ProblemWriter.write(request, response, path, status);
    }
}

package messaging.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Maps an error of JAX-RS itself to a problem: unknown path, wrong method, wrong media type. */
@Provider
public class WebApplicationExceptionMapper implements ExceptionMapper<WebApplicationException> {
    private static final Logger LOG = Logger.getLogger(WebApplicationExceptionMapper.class.getName());
    private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(WebApplicationException exception) {
        var original = exception.getResponse();
        var status = original.getStatus();
        if (status >= 500) {
            LOG.log(Level.SEVERE, "Request " + RequestId.of(request) + " failed", exception);
        }
        if (status < 400) {
            return original;
        }
        // JAX-RS wraps exceptions from the conversion of parameters.
        if (exception.getCause() instanceof ProblemException problem) {
            return Problems.response(request, problem).build();
        }
        // Not the exception's own message, which can contain class names.
        var response = Problems.response(request, status);
        for (var name : KEPT) {
            var value = original.getHeaderString(name);
            if (value != null) {
                response.header(name, value);
            }
        }
        return response.build();
    }
}

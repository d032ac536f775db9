package messaging.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Maps a problem of the domain to its response. */
@Provider
public class ProblemExceptionMapper implements ExceptionMapper<ProblemException> {
    private static final Logger LOG = Logger.getLogger(ProblemExceptionMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(ProblemException problem) {
        LOG.log(Level.FINE, "{0}: {1}", new Object[] {RequestId.of(request), problem.getMessage()});
        return Problems.response(request, problem).build();
    }
}

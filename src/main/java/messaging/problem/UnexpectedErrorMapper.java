package messaging.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Anything nobody expected: 500 with an id, and the stack trace under that id in the log only. */
@Provider
public class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnexpectedErrorMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable error) {
        LOG.log(Level.SEVERE, "Request " + RequestId.of(request) + " failed", error);
        return Problems.answer(request, 500, Problems.detail(500), List.of()).build();
    }
}

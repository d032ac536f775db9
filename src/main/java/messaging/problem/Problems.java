package messaging.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Creates problem details. */
public final class Problems {
    private Problems() {}

    /**
     * Creates a problem detail without field errors.
     *
     * @param request the failed request
     * @param path the requested path
     * @param type kind of problem
     * @param status HTTP status code; differs from the type's own only for generic types
     * @param detail description for people
     * @return the problem
     */
    public static Problem of(HttpServletRequest request, String path, ProblemType type, int status, String detail) {
        return of(request, path, type, status, detail, List.of());
    }

    /**
     * Creates a response for a problem of the domain.
     *
     * @param request the failed request
     * @param problem the problem
     * @return the response with the headers of the problem; the caller can add more
     */
    public static Response.ResponseBuilder response(HttpServletRequest request, ProblemException problem) {
        var status = problem.status().getStatusCode();
        var response = response(
                status,
                of(request, request.getRequestURI(), problem.type(), status, problem.getMessage(), problem.errors()));
        problem.headers().forEach(response::header);
        return response;
    }

    /**
     * Creates a response for an error that is known only by its status.
     *
     * @param request the failed request
     * @param status HTTP status code
     * @return the response; the caller can add headers
     */
    public static Response.ResponseBuilder response(HttpServletRequest request, int status) {
        var type = ProblemType.ofStatus(status);
        return response(status, of(request, request.getRequestURI(), type, status, type.meaning()));
    }

    private static Response.ResponseBuilder response(int status, Problem problem) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(problem);
    }

    private static Problem of(
            HttpServletRequest request,
            String path,
            ProblemType type,
            int status,
            String detail,
            List<FieldError> errors) {
        return new Problem(
                type,
                type.title(),
                status,
                detail,
                path,
                RequestId.of(request),
                type.code().orElse(null),
                errors);
    }
}

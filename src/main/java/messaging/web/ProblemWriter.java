package messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import messaging.json.Json;
import messaging.problem.Problem;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;
import messaging.problem.Problems;
import messaging.problem.RequestId;

/** Writes problem details outside of JAX-RS. */
final class ProblemWriter {
    private ProblemWriter() {}

    static void write(HttpServletRequest request, HttpServletResponse response, ProblemType type) throws IOException {
        write(request, response, type, type.meaning());
    }

    static void write(HttpServletRequest request, HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        var status = type.status().getStatusCode();
        write(response, status, Problems.of(request, request.getRequestURI(), type, status, detail), request);
    }

    static void write(HttpServletRequest request, HttpServletResponse response, String path, int status)
            throws IOException {
        var type = ProblemType.ofStatus(status);
        write(response, status, Problems.of(request, path, type, status, type.meaning()), request);
    }

    /** Writes the problem that an exception reports, with its headers. */
    static void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        problem.headers().forEach(response::setHeader);
        write(request, response, problem.type(), problem.getMessage());
    }

    /** Writes a problem with a status that has no type of its own. */
    static void write(HttpServletRequest request, HttpServletResponse response, int status, String detail)
            throws IOException {
        var problem = Problems.of(request, request.getRequestURI(), ProblemType.ofStatus(status), status, detail);
        write(response, status, problem, request);
    }

    private static void write(HttpServletResponse response, int status, Problem problem, HttpServletRequest request)
            throws IOException {
        var body = Json.MAPPER.writeValueAsBytes(problem);
        response.setStatus(status);
        // RequestFilter has set it already, unless the container rejected the request before.
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

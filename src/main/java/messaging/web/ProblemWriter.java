package messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import messaging.json.Json;
import messaging.problem.Problem;
import messaging.problem.Problems;
import messaging.problem.RequestId;

/** Answers with a problem where JAX-RS isn't there to do it. */
final class ProblemWriter {
    private ProblemWriter() {}

    static void write(HttpServletRequest request, HttpServletResponse response, String path, int status, String detail)
            throws IOException {
        var body = Json.MAPPER.writeValueAsBytes(Problems.of(request, path, status, detail, List.of()));
        response.setStatus(status);
        // The entry filter did it already, unless the container refused the request before.
        response.setHeader(RequestId.HEADER, RequestId.of(request));
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

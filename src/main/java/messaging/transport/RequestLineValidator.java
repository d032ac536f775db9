package messaging.transport;

import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.WorkClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * Refuses requests that Liberty would answer without the application: malformed paths, TRACE, and wrong methods at the
 * addresses of Liberty's own modules. Liberty asks it for an executor for each request, before the web container sees the
 * request; a refused request gets one that writes the response instead.
 */
public class RequestLineValidator implements WorkClassifier {
    private static final int OK_WITHOUT_CONTENT = 204;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    @Override
    public Executor classify(HttpRequest request, HttpInboundConnection connection) {
        var answer = RequestLine.answer(
                request.getMethod(), request.getURI(), request.getVersion(), request.getHeader("Host") != null);
        return answer.<Executor>map(found -> task -> finish(found, request, connection))
                .orElse(null);
    }

    private static void finish(RequestLine.Answer answer, HttpRequest request, HttpInboundConnection connection) {
        try {
            write(answer, request, connection);
            connection.finish(null);
        } catch (IOException e) {
            connection.finish(e);
        }
    }

    private static void write(RequestLine.Answer answer, HttpRequest request, HttpInboundConnection connection)
            throws IOException {
        var given = request.getHeader(REQUEST_ID);
        var id = given != null && USABLE_ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        var response = connection.getResponse();
        response.setStatus(answer.status());
        // Not the client's, which may be none.
        response.setVersion("HTTP/1.1");
        response.setHeader(REQUEST_ID, id);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (!answer.allow().isEmpty()) {
            response.setHeader("Allow", answer.allow());
        }
        if (answer.status() == OK_WITHOUT_CONTENT) {
            return;
        }
        var body = answer.problem(id).getBytes(StandardCharsets.US_ASCII);
        response.setHeader("Content-Type", "application/problem+json");
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getBody().write(body);
        }
    }
}

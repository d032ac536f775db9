package messaging.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.stream.Stream;
import messaging.auth.BearerTokenFilter;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/**
 * Checks the handshake of a WebSocket (RFC 6455, section 4.2) before the container upgrades the connection, so that
 * errors are reported as problem details. An {@code Authorization} header must contain a valid access token, like in
 * every other request; without the header, the client sends the token in its first message. web.xml maps the filter to
 * the address of the WebSocket.
 */
public class WebSocketHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    // RFC 9110, section 15.5.22
    private static final int UPGRADE_REQUIRED = 426;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            ProblemWriter.write(request, response, ProblemType.METHOD_NOT_ALLOWED);
            return;
        }
        if (!containsToken(request, "Upgrade", "websocket")
                || !containsToken(request, "Connection", "upgrade")
                || !VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Sec-WebSocket-Version", VERSION);
            ProblemWriter.write(request, response, UPGRADE_REQUIRED, "A WebSocket handshake (version 13) is required.");
            return;
        }
        if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
            ProblemWriter.write(
                    request, response, ProblemType.MALFORMED_REQUEST, "Sec-WebSocket-Key must be 16 bytes in Base64.");
            return;
        }
        if (request.getHeader("Authorization") != null && request.getUserPrincipal() == null) {
            refuse(request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var refusal = BearerTokenFilter.authenticationError(request);
        if (!(refusal instanceof ProblemException problem)) {
            throw refusal;
        }
        ProblemWriter.write(request, response, problem);
    }

    private static boolean containsToken(HttpServletRequest request, String header, String value) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .anyMatch(item -> item.strip().equalsIgnoreCase(value));
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

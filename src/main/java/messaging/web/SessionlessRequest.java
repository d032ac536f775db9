package messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

/**
 * A request without an HTTP session. Nothing here has any use for one, but Liberty asks for one at the handshake of each
 * WebSocket: it would set a cookie, and close the WebSocket when that session ends, which has nothing to do with it.
 */
final class SessionlessRequest extends HttpServletRequestWrapper {
    SessionlessRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public HttpSession getSession() {
        return null;
    }

    @Override
    public HttpSession getSession(boolean create) {
        return null;
    }
}

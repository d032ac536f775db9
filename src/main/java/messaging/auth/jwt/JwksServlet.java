package messaging.auth.jwt;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Publishes the public keys, with which other services verify the tokens (S-AUTH-1, RFC 7517). */
@WebServlet(name = "jwks", urlPatterns = JwksServlet.PATH)
public class JwksServlet extends HttpServlet {
    /** Path of the key set. */
    public static final String PATH = "/.well-known/jwks.json";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient SigningKeys keys;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/jwk-set+json");
        response.setHeader("Cache-Control", "public, max-age=300");
        response.getOutputStream().write(keys.publicKeys().toString().getBytes(StandardCharsets.UTF_8));
    }
}

package messaging.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import messaging.problem.MalformedRequest;

/** Rejects invalid weights in {@code Accept} (RFC 9110, section 12.4.2), at which JAX-RS itself would fail. */
@Provider
@PreMatching
public class AcceptFilter implements ContainerRequestFilter {
    private static final Pattern WEIGHT = Pattern.compile(";\\s*q\\s*=\\s*([^,;]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("(?:0(?:\\.[0-9]*)?|1(?:\\.0*)?)\\s*");

    @Override
    public void filter(ContainerRequestContext context) {
        var accept = context.getHeaderString(HttpHeaders.ACCEPT);
        if (accept != null
                && WEIGHT.matcher(accept)
                        .results()
                        .anyMatch(weight -> !NUMBER.matcher(weight.group(1)).matches())) {
            throw new MalformedRequest("The Accept header contains an invalid weight.");
        }
    }
}

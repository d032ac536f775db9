package messaging.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;

/** Makes problem details about a request. */
public final class Problems {
    /** {@code type} of every problem here: the status code says it all (RFC 9457, section 4.2.1). */
    private static final String ABOUT_BLANK = "about:blank";

    private Problems() {}

    /**
     * A problem about a request.
     *
     * @param request what went wrong
     * @param path the path that the client asked for
     * @param status HTTP status code
     * @param detail for people
     * @param errors faults of single fields
     * @return the problem
     */
    public static Problem of(
            HttpServletRequest request, String path, int status, String detail, List<FieldError> errors) {
        return new Problem(ABOUT_BLANK, title(status), status, detail, path, RequestId.of(request), errors);
    }

    /**
     * An answer with a problem in it.
     *
     * @param request what went wrong
     * @param status HTTP status code
     * @param detail for people
     * @param errors faults of single fields
     * @return the answer, to which headers may be added
     */
    public static Response.ResponseBuilder answer(
            HttpServletRequest request, int status, String detail, List<FieldError> errors) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(of(request, request.getRequestURI(), status, detail, errors));
    }

    /**
     * What to say about a status when nothing more is known.
     *
     * @param status HTTP status code
     * @return a sentence
     */
    public static String detail(int status) {
        return switch (status) {
            case 400 -> "The request is malformed.";
            case 401 -> "Sign in: send a valid access token as 'Authorization: Bearer …'.";
            case 403 -> "You are not allowed to do this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not support that method.";
            case 406 -> "This address answers in application/json only.";
            case 413 -> "The body is too large.";
            case 415 -> "The body must be application/json in UTF-8.";
            default ->
                status < 500
                        ? "The request could not be served."
                        : "Something went wrong on the server. The request id finds it in the server's log.";
        };
    }

    private static String title(int status) {
        return Optional.ofNullable(Status.fromStatusCode(status))
                .map(Status::getReasonPhrase)
                .orElse(status < 500 ? "Client Error" : "Server Error");
    }
}

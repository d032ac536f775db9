package messaging.json;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The request body could not be read as JSON (400). */
final class MalformedBody extends ProblemException {
    private static final long serialVersionUID = 1L;

    private MalformedBody(ProblemType type, String detail) {
        super(type, detail);
    }

    static MalformedBody incomplete() {
        return new MalformedBody(ProblemType.INCOMPLETE_BODY, "The request body could not be read completely.");
    }

    static MalformedBody notGzip() {
        return new MalformedBody(
                ProblemType.MALFORMED_GZIP,
                "The request body is not valid gzip, is truncated or has more than one member.");
    }

    static MalformedBody empty() {
        return new MalformedBody(ProblemType.MALFORMED_JSON, "The request body is empty. Send a JSON object.");
    }

    static MalformedBody notUtf8() {
        return new MalformedBody(ProblemType.MALFORMED_JSON, "The request body is not valid UTF-8.");
    }

    static MalformedBody notJson(String where) {
        return new MalformedBody(ProblemType.MALFORMED_JSON, "The request body is not well-formed JSON" + where + ".");
    }

    static MalformedBody beyondLimit(String where) {
        return new MalformedBody(
                ProblemType.JSON_LIMIT_EXCEEDED,
                "The request body exceeds the nesting depth of " + Json.MAX_DEPTH
                        + " or has a number or name that is too long" + where + ".");
    }
}

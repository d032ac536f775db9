package messaging.json;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The body has a content coding other than gzip (415, RFC 9110, section 15.5.16). */
public class UnsupportedContentEncoding extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** The response header lists the codings that a request may use (RFC 7694). */
    public UnsupportedContentEncoding() {
        super(ProblemType.UNSUPPORTED_CONTENT_ENCODING, "Content-Encoding must be gzip or identity.");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of(HttpHeaders.ACCEPT_ENCODING, "gzip, identity");
    }
}

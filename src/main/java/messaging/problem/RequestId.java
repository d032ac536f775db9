package messaging.problem;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The ID of a request in the log, which is returned in the header {@code X-Request-Id}. */
public final class RequestId {
    /** Name of the header, in the request (from a trusted proxy or a client) and in the response. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    // RFC 9562, section 5.4
    private static final long VERSION_BITS = 0xF000;
    private static final long VERSION_4 = 0x4000;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    private RequestId() {}

    /**
     * Assigns an ID to the request: the proposed one if it is safe in a log, or a new one.
     *
     * @param request the request
     * @param proposed value of the request's header, or null
     * @return the ID
     */
    public static String assign(ServletRequest request, String proposed) {
        var id = proposed != null && WELL_FORMED.matcher(proposed).matches() ? proposed : random();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    // Unique, but not secret: UUID.randomUUID would make all requests wait for one SecureRandom.
    private static String random() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~VERSION_BITS | VERSION_4, random.nextLong() & ~VARIANT_BITS | VARIANT_2)
                .toString();
    }

    /**
     * Returns the ID of a request.
     *
     * @param request the request
     * @return its ID; a new one if none was assigned
     */
    public static String of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : assign(request, null);
    }
}

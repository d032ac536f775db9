package messaging.live;

import messaging.problem.ProblemException;
import messaging.problem.ProblemType;

/** The client does not accept a stream of server-sent events (406). */
class StreamNotAcceptable extends ProblemException {
    private static final long serialVersionUID = 1L;

    StreamNotAcceptable() {
        super(ProblemType.NOT_ACCEPTABLE, "This endpoint responds with text/event-stream only; accept that type.");
    }
}

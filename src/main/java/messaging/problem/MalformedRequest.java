package messaging.problem;

/** The request line or a header is not valid (400). */
public class MalformedRequest extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the problem.
     *
     * @param detail the malformed part
     */
    public MalformedRequest(String detail) {
        super(ProblemType.MALFORMED_REQUEST, detail);
    }
}

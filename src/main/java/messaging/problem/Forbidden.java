package messaging.problem;

/** The caller can see the resource, but is not allowed to do this with it (403). */
public class Forbidden extends ProblemException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates a problem with its type's description as the detail.
     *
     * @param type the violated rule
     */
    public Forbidden(ProblemType type) {
        super(type, type.meaning());
    }
}

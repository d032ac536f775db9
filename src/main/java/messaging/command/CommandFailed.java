package messaging.command;

/** A command can't do what it was asked to. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailed(String reason) {
        super(reason);
    }

    CommandFailed(String reason, Throwable cause) {
        super(reason, cause);
    }
}

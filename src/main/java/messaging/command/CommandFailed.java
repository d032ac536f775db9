package messaging.command;

/** A command failed for a reason that its message explains. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailed(String reason) {
        super(reason);
    }

    CommandFailed(String reason, Throwable cause) {
        super(reason, cause);
    }
}

package messaging.launch;

/** Something that the person at the console can act upon; its message is all that is shown, without a stack trace. */
public final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LaunchFailure(String message) {
        super(message);
    }

    LaunchFailure(String message, Throwable cause) {
        super(message + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()), cause);
    }
}

package messaging.conversation;

/**
 * Proof that a transaction holds a conversation's lock and has raised its version. What changed, such as a participant or a
 * message, stores the version. Only {@link LockedConversation} creates stamps.
 */
public final class Stamp {
    private final long version;

    Stamp(long version) {
        this.version = version;
    }

    /**
     * Returns the raised version.
     *
     * @return 1 or more
     */
    public long version() {
        return version;
    }
}

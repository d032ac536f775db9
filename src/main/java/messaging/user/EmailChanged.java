package messaging.user;

/**
 * An account has another e-mail address; what was sent to the old one should count no longer.
 *
 * @param userId whose
 */
public record EmailChanged(long userId) {}

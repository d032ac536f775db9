package messaging.user;

import java.util.Optional;

/**
 * A password was changed; whoever keeps sessions ends them.
 *
 * @param userId whose
 * @param sessionKept the session in which it was changed, which goes on; empty to end all
 */
public record PasswordChanged(long userId, Optional<Long> sessionKept) {}

package messaging.user;

import java.util.Optional;

/**
 * A password was changed in the current transaction. Sessions of the account must end.
 *
 * @param userId id of the account
 * @param keptSession the session in which it was changed, which continues; empty if all sessions must end
 */
public record PasswordChanged(long userId, Optional<Long> keptSession) {}

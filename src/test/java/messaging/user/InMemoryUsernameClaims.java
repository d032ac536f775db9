package messaging.user;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The claims of a unit test. Names count as alike if they differ only in case. */
final class InMemoryUsernameClaims extends UsernameClaims {
    private record Claim(long user, Instant releasedAt) {}

    private final Map<String, Claim> claims = new HashMap<>();

    @Override
    boolean isAvailable(String username, long user, Instant releasedBefore) {
        var claim = claims.get(key(username));
        return claim == null
                || claim.user() == user
                || claim.releasedAt() != null && !claim.releasedAt().isAfter(releasedBefore);
    }

    @Override
    boolean claim(String username, long user, Instant releasedBefore) {
        if (!isAvailable(username, user, releasedBefore)) {
            return false;
        }
        claims.put(key(username), new Claim(user, null));
        return true;
    }

    @Override
    void release(String username, long user, Instant now) {
        claims.put(key(username), new Claim(user, now));
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }
}

package messaging.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import messaging.monitor.BackgroundTasks;
import messaging.monitor.Metrics;
import messaging.user.AccountSeen;
import org.junit.jupiter.api.Test;

/** Which users were active in which hour is stored once per hour and user (S-WEB-2, S-FAULT-7). */
class ActiveUserTrackerTest {
    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");

    private final List<String> stored = new ArrayList<>();
    private Instant now = HOUR.plus(Duration.ofMinutes(59));
    private boolean isDatabaseDown;
    private int lookups;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final StatisticsService service = new StatisticsService(null) {
        @Override
        public void storeActiveUsers(Instant hour, Set<Long> users) {
            if (isDatabaseDown) {
                throw new IllegalStateException("database down");
            }
            stored.add(hour + " " + new TreeSet<>(users));
        }
    };
    private final ActiveUserTracker tracker =
            new ActiveUserTracker(services(), clock, new BackgroundTasks(new Metrics(), clock));

    @Test
    void activityIsStoredOncePerUserAndHour() {
        recordActivity(1, 2, 1);
        tracker.storeActivity();
        recordActivity(2);
        tracker.storeActivity();
        assertEquals(List.of("2026-01-01T10:00:00Z [1, 2]"), stored);
        assertEquals(1, lookups);
    }

    @Test
    void userIsStoredAgainInTheNextHour() {
        recordActivity(1);
        tracker.storeActivity();
        now = now.plus(Duration.ofMinutes(1));
        recordActivity(1);
        tracker.storeActivity();
        assertEquals(List.of("2026-01-01T10:00:00Z [1]", "2026-01-01T11:00:00Z [1]"), stored);
    }

    @Test
    void activityIsStoredAfterAFailure() {
        isDatabaseDown = true;
        recordActivity(1);
        tracker.storeActivity();
        recordActivity(2);
        tracker.storeActivity();
        assertEquals(List.of(), stored);
        isDatabaseDown = false;
        tracker.storeActivity();
        assertEquals(List.of("2026-01-01T10:00:00Z [1, 2]"), stored);
    }

    private void recordActivity(long... users) {
        for (long user : users) {
            tracker.recordActivity(new AccountSeen(user));
        }
    }

    @SuppressWarnings("unchecked") // The proxy supports no other method.
    private Instance<StatisticsService> services() {
        return (Instance<StatisticsService>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    assertEquals("get", method.getName());
                    lookups++;
                    return service;
                });
    }
}

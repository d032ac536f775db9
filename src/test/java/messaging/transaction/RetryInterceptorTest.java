package messaging.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryInterceptorTest {
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DUPLICATE = 1062;

    private final List<Duration> delays = new ArrayList<>();
    private final RetryInterceptor interceptor = new RetryInterceptor(delays::add);
    private int calls;

    @Test
    void twoLockFailuresAreRetried() throws Exception {
        assertEquals("done", call(failure(DEADLOCK), failure(LOCK_WAIT_TIMEOUT)));
        assertEquals(3, calls);
    }

    @Test
    void thirdLockFailureIsReported() {
        var last = failure(DEADLOCK);
        var busy = assertThrows(DatabaseBusy.class, () -> call(failure(DEADLOCK), failure(DEADLOCK), last));
        assertEquals(3, calls);
        assertSame(last, busy.getCause());
        assertEquals(Status.SERVICE_UNAVAILABLE, busy.status());
        assertEquals(Map.of("Retry-After", "1"), busy.headers());
        assertEquals(List.of(), busy.errors());
    }

    @Test
    void otherErrorsAreNotRetried() {
        for (var error : List.of(failure(DUPLICATE), new IllegalStateException("x"), new IOException("x"))) {
            calls = 0;
            assertSame(error, assertThrows(Exception.class, () -> call(error)));
            assertEquals(1, calls);
        }
    }

    @Test
    void errorAfterADeadlockIsNotRetried() {
        var other = new IllegalStateException("x");
        assertSame(other, assertThrows(IllegalStateException.class, () -> call(failure(DEADLOCK), other)));
        assertEquals(2, calls);
    }

    @Test
    void retriesWaitForARandomTimeUpToABoundThatDoubles() throws Exception {
        call(failure(DEADLOCK), failure(DEADLOCK));
        assertEquals(2, delays.size());
        assertEquals(Backoff.maxDelayBefore(2).multipliedBy(2), Backoff.maxDelayBefore(3));
        for (int attempt = 2; attempt <= 3; attempt++) {
            var bound = Backoff.maxDelayBefore(attempt);
            var drawn = new HashSet<Duration>();
            for (int i = 0; i < 100; i++) {
                drawn.add(Backoff.delayBefore(attempt));
            }
            assertTrue(drawn.stream().noneMatch(delay -> delay.isNegative() || delay.compareTo(bound) > 0));
            assertTrue(drawn.size() > 1, "jitter");
        }
    }

    @Test
    void interruptEndsTheRetries() {
        var interrupted = new RetryInterceptor(delay -> {
            throw new InterruptedException();
        });
        assertThrows(DatabaseBusy.class, () -> call(interrupted, failure(DEADLOCK)));
        assertTrue(Thread.interrupted());
        assertEquals(1, calls);
    }

    @Test
    void successIsNotRetried() throws Exception {
        assertEquals("done", call());
        assertEquals(1, calls);
    }

    // Wrapped as the container does it.
    private static Exception failure(int code) {
        return new EJBException(new PersistenceException(new SQLException("lost", "40001", code)));
    }

    private Object call(Exception... failures) throws Exception {
        return call(interceptor, failures);
    }

    private Object call(RetryInterceptor retries, Exception... failures) throws Exception {
        Deque<Exception> left = new ArrayDeque<>(List.of(failures));
        return retries.retry((InvocationContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {InvocationContext.class}, (proxy, method, arguments) -> {
                    calls++;
                    if (!left.isEmpty()) {
                        throw left.pop();
                    }
                    return "done";
                }));
    }
}

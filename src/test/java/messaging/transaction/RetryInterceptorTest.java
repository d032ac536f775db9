package messaging.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ejb.EJBException;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryInterceptorTest {
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DUPLICATE = 1062;

    private final RetryInterceptor interceptor = new RetryInterceptor();
    private int calls;

    @Test
    void twoLostDeadlocksAreForgotten() throws Exception {
        assertEquals("done", call(failure(DEADLOCK), failure(LOCK_WAIT_TIMEOUT)));
        assertEquals(3, calls);
    }

    @Test
    void theThirdIsTheLast() {
        var last = failure(DEADLOCK);
        var busy = assertThrows(DatabaseBusy.class, () -> call(failure(DEADLOCK), failure(DEADLOCK), last));
        assertEquals(3, calls);
        assertSame(last, busy.getCause());
        assertEquals(Status.SERVICE_UNAVAILABLE, busy.status());
        assertEquals(Map.of("Retry-After", "1"), busy.headers());
        assertEquals(List.of(), busy.errors());
    }

    @Test
    void otherErrorsPassAtOnce() {
        for (var error : List.of(failure(DUPLICATE), new IllegalStateException("x"), new IOException("x"))) {
            calls = 0;
            assertSame(error, assertThrows(Exception.class, () -> call(error)));
            assertEquals(1, calls);
        }
    }

    @Test
    void anErrorAfterADeadlockPasses() {
        var other = new IllegalStateException("x");
        assertSame(other, assertThrows(IllegalStateException.class, () -> call(failure(DEADLOCK), other)));
        assertEquals(2, calls);
    }

    @Test
    void withoutTroubleThereIsOneCall() throws Exception {
        assertEquals("done", call());
        assertEquals(1, calls);
    }

    // As the container wraps what the driver throws.
    private static Exception failure(int code) {
        return new EJBException(new PersistenceException(new SQLException("lost", "40001", code)));
    }

    private Object call(Exception... failures) throws Exception {
        Deque<Exception> left = new ArrayDeque<>(List.of(failures));
        return interceptor.retry((InvocationContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {InvocationContext.class}, (proxy, method, arguments) -> {
                    calls++;
                    if (!left.isEmpty()) {
                        throw left.pop();
                    }
                    return "done";
                }));
    }
}

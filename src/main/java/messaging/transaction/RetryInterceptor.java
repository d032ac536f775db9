package messaging.transaction;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Retries a method whose transaction was rolled back because of a deadlock or a lock timeout. It waits before each retry, so
 * that transactions which block each other do not meet again.
 */
@Retried
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class RetryInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_ATTEMPTS = 3;
    // MySQL's ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK.
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    private final Pause pause;

    /** Creates the interceptor of the container. */
    public RetryInterceptor() {
        this(delay -> Thread.sleep(delay.toMillis()));
    }

    RetryInterceptor(Pause pause) {
        this.pause = pause;
    }

    /** Waits before a retry. */
    @FunctionalInterface
    interface Pause extends Serializable {
        void sleep(Duration delay) throws InterruptedException;
    }

    /**
     * Calls the method, up to three times.
     *
     * @param invocation the call
     * @return the result of the method
     * @throws Exception of the method, or {@link DatabaseBusy} after the last attempt
     */
    @AroundInvoke
    public Object retry(InvocationContext invocation) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return invocation.proceed();
            } catch (RuntimeException e) {
                if (!isLockFailure(e)) {
                    throw e;
                }
                if (attempt == MAX_ATTEMPTS) {
                    throw new DatabaseBusy(e);
                }
                pauseBefore(attempt + 1, e);
            }
        }
    }

    private void pauseBefore(int attempt, RuntimeException failure) {
        try {
            pause.sleep(Backoff.delayBefore(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseBusy(failure);
        }
    }

    private static boolean isLockFailure(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getErrorCode())
                .anyMatch(code -> code == DEADLOCK || code == LOCK_WAIT_TIMEOUT);
    }
}

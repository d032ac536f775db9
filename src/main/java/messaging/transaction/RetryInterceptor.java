package messaging.transaction;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Gives a method whose transaction lost a deadlock two more tries, and then says that the server is busy. */
@Retried
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class RetryInterceptor implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int TRIES = 3;
    // MySQL's ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK.
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    /**
     * Calls the method, up to three times.
     *
     * @param invocation the call
     * @return what the method returned
     * @throws Exception what the method threw, or {@link DatabaseBusy} after the last lost deadlock
     */
    @AroundInvoke
    public Object retry(InvocationContext invocation) throws Exception {
        for (int tried = 1; ; tried++) {
            try {
                return invocation.proceed();
            } catch (RuntimeException e) {
                if (!lostItsLock(e)) {
                    throw e;
                }
                if (tried == TRIES) {
                    throw new DatabaseBusy(e);
                }
            }
        }
    }

    private static boolean lostItsLock(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getErrorCode())
                .anyMatch(code -> code == DEADLOCK || code == LOCK_WAIT_TIMEOUT);
    }
}

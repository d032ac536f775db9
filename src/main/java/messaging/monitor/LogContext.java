package messaging.monitor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Adds fields to every log line of the current thread, which Liberty's JSON log writes as {@code ext_request_id}.
 *
 * <p>Called by reflection: the class belongs to Liberty's public API, but is not published in a repository from which a
 * build could get it.
 */
public final class LogContext {
    private static final Logger LOG = Logger.getLogger(LogContext.class.getName());
    private static final String REQUEST_ID = "request_id";
    private static final MethodHandle ADD =
            find("addExtension", MethodType.methodType(void.class, String.class, String.class));
    private static final MethodHandle REMOVE =
            find("removeExtension", MethodType.methodType(boolean.class, String.class));

    private LogContext() {}

    /**
     * Sets the request that the thread works for.
     *
     * @param id ID of the request
     */
    public static void enter(String id) {
        try {
            ADD.invokeExact(REQUEST_ID, id);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Removes the request from the thread. */
    public static void leave() {
        try {
            REMOVE.invokeExact(REQUEST_ID);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // Returns the method with its result dropped; a method that does nothing if Liberty lacks it.
    private static MethodHandle find(String name, MethodType type) {
        try {
            var context = Class.forName("com.ibm.websphere.logging.hpel.LogRecordContext");
            return MethodHandles.publicLookup()
                    .findStatic(context, name, type)
                    .asType(type.changeReturnType(void.class));
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "Log lines will not contain request IDs: {0}", e.toString());
            return MethodHandles.empty(type.changeReturnType(void.class));
        }
    }
}

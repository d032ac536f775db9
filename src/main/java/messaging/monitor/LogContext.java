package messaging.monitor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the log says beside each line of the present thread, as fields of Liberty's JSON log ({@code ext_request_id}).
 *
 * <p>Called by name: the interface is a public one of Liberty's, but is published nowhere that a build could get it from.
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
     * From now on the thread works for a request.
     *
     * @param id of the request
     */
    public static void enter(String id) {
        try {
            ADD.invokeExact(REQUEST_ID, id);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thread works for that request no more. */
    public static void leave() {
        try {
            REMOVE.invokeExact(REQUEST_ID);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // Returns a method without its result; one that does nothing if there is none.
    private static MethodHandle find(String name, MethodType type) {
        try {
            var context = Class.forName("com.ibm.websphere.logging.hpel.LogRecordContext");
            return MethodHandles.publicLookup()
                    .findStatic(context, name, type)
                    .asType(type.changeReturnType(void.class));
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "The log will lack the ids of requests: {0}", e.toString());
            return MethodHandles.empty(type.changeReturnType(void.class));
        }
    }
}

package messaging.monitor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
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
    private static final Optional<MethodHandle> ADD =
            find("addExtension", MethodType.methodType(void.class, String.class, String.class));
    private static final Optional<MethodHandle> REMOVE =
            find("removeExtension", MethodType.methodType(boolean.class, String.class));

    private LogContext() {}

    /**
     * From now on the thread works for a request.
     *
     * @param id of the request
     */
    public static void enter(String id) {
        call(ADD, REQUEST_ID, id);
    }

    /** The thread works for that request no more. */
    public static void leave() {
        call(REMOVE, REQUEST_ID);
    }

    private static Optional<MethodHandle> find(String name, MethodType type) {
        try {
            var context = Class.forName("com.ibm.websphere.logging.hpel.LogRecordContext");
            return Optional.of(MethodHandles.publicLookup().findStatic(context, name, type));
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "The log will lack the ids of requests: {0}", e.toString());
            return Optional.empty();
        }
    }

    private static void call(Optional<MethodHandle> method, Object... arguments) {
        if (method.isEmpty()) {
            return;
        }
        try {
            method.get().invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

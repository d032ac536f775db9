package messaging.transport;

/** The state of the admission of requests, for the application's metrics: the two share no class, but the JVM. */
public interface AdmissionMXBean {
    /** Name of the bean. */
    String NAME = "messaging:type=Admission";

    /**
     * Returns the number of requests that run, except for those that run long.
     *
     * @return at most {@code MAX_CONCURRENT_REQUESTS}
     */
    int getRunning();

    /**
     * Returns the number of requests that run for longer than two seconds.
     *
     * @return 0 or more
     */
    int getLongRunning();

    /**
     * Returns the number of requests that wait.
     *
     * @return at most {@code MAX_WAITING_REQUESTS}
     */
    int getWaiting();

    /**
     * Returns the number of requests that were refused since the start.
     *
     * @return 0 or more
     */
    long getRefused();
}

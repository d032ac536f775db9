package messaging.transport;

/** The state of request admission, for the application's metrics. The two share no class loader, only the JVM. */
public interface AdmissionMXBean {
    /** Object name of the bean. */
    String NAME = "messaging:type=Admission";

    /**
     * Returns the number of running requests, excluding long-running ones.
     *
     * @return at most {@code MAX_CONCURRENT_REQUESTS}
     */
    int getRunning();

    /**
     * Returns the number of requests that have run for more than two seconds.
     *
     * @return 0 or more
     */
    int getLongRunning();

    /**
     * Returns the number of waiting requests.
     *
     * @return at most {@code MAX_WAITING_REQUESTS}
     */
    int getWaiting();

    /**
     * Returns the number of requests refused since startup.
     *
     * @return 0 or more
     */
    long getRefused();
}

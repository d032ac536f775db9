package messaging.bench;

/** Repeats a request on several connections, each as soon as the one before is answered. */
@FunctionalInterface
interface Load {
    /** Requests in flight, unless a single one takes long. */
    int CONNECTIONS = 8;

    /**
     * Runs for a while.
     *
     * @param seconds after which no further request starts
     * @return what was done
     * @throws Exception if a request fails
     */
    Outcome run(int seconds) throws Exception;
}

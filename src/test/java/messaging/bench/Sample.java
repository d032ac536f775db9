package messaging.bench;

/**
 * One measurement; everything but the throughput is per request.
 *
 * @param throughput requests a second
 * @param serverCpu milliseconds of CPU time of the application server
 * @param databaseCpu milliseconds of CPU time of the database server
 * @param clientCpu milliseconds of CPU time of the benchmark's own process
 * @param allocatedKib KiB that the application server allocated
 * @param statements SQL statements that read or write rows
 * @param transactions SQL statements that begin, end or configure transactions
 * @param bytes of the response with its headers
 * @param p99 milliseconds from request to response under this load
 */
record Sample(
        double throughput,
        double serverCpu,
        double databaseCpu,
        double clientCpu,
        double allocatedKib,
        double statements,
        double transactions,
        double bytes,
        double p99) {
    private static final double KIB = 1024;

    static Sample of(Outcome outcome, Reading used) {
        if (outcome.requests() == 0) {
            throw new IllegalStateException("Not a single request was answered");
        }
        double requests = outcome.requests();
        return new Sample(
                requests / outcome.seconds(),
                used.serverCpu() / requests,
                used.databaseCpu() / requests,
                used.clientCpu() / requests,
                used.allocated() / requests / KIB,
                used.statements() / requests,
                used.transactions() / requests,
                outcome.bytes() / requests,
                outcome.p99());
    }
}

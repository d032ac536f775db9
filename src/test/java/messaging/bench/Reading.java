package messaging.bench;

/**
 * Counters at one moment.
 *
 * @param millis of a clock that only goes forward
 * @param serverCpu milliseconds of CPU time of the application server
 * @param databaseCpu milliseconds of CPU time of the database server
 * @param clientCpu milliseconds of CPU time of this process
 * @param allocated bytes that the application server's threads have allocated
 * @param statements SQL statements that read or write rows
 * @param transactions SQL statements that begin, end or configure transactions
 */
record Reading(
        double millis,
        double serverCpu,
        double databaseCpu,
        double clientCpu,
        double allocated,
        double statements,
        double transactions) {
    Reading since(Reading before) {
        return new Reading(
                millis - before.millis,
                serverCpu - before.serverCpu,
                databaseCpu - before.databaseCpu,
                clientCpu - before.clientCpu,
                allocated - before.allocated,
                statements - before.statements,
                transactions - before.transactions);
    }

    /** Subtracts the statements that an idle server sends in the same time. CPU time stays as it is. */
    Reading without(Reading idle) {
        double share = millis / idle.millis;
        return new Reading(
                millis,
                serverCpu,
                databaseCpu,
                clientCpu,
                allocated,
                Math.max(0, statements - idle.statements * share),
                Math.max(0, transactions - idle.transactions * share));
    }
}

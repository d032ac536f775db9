package messaging.bench;

import java.util.List;

/**
 * All figures of a run, as written to {@code results.json}.
 *
 * @param date of the run
 * @param commit of the checkout
 * @param machine processors, memory, Java
 * @param database product and version
 * @param quick whether {@code --quick} was given
 * @param loadSeconds how long it took to load the data
 * @param start a cold start
 * @param loadedMebibytes resident memory of the server after all cases
 * @param cases closed and open loop
 * @param delivery live delivery; null if it was not measured
 * @param overload four times the capacity; null if it was not measured
 */
record Results(
        String date,
        String commit,
        String machine,
        String database,
        boolean quick,
        double loadSeconds,
        Stage.Start start,
        double loadedMebibytes,
        List<CaseResult> cases,
        DeliveryResult delivery,
        OverloadResult overload) {

    /**
     * One case.
     *
     * @param name for {@code --only}
     * @param title for the table
     * @param ceiling what it is compared with; empty for nothing
     * @param product one for each repetition
     * @param bare the ceiling's, taken in turn with the product's; empty without one
     * @param p50 milliseconds from due time to response at half of the capacity or 1,500/s, one for each repetition
     * @param p99 likewise
     */
    record CaseResult(
            String name,
            String title,
            String ceiling,
            List<Sample> product,
            List<Sample> bare,
            List<Double> p50,
            List<Double> p99) {}

    /**
     * Live delivery.
     *
     * @param listeners how many connections
     * @param p50 milliseconds from the due time of a send to the receipt, one for each repetition
     * @param p99 likewise
     * @param loopbackP50 of the same bytes over loopback
     * @param loopbackP99 likewise
     * @param serverCpu milliseconds of CPU time of the application server for each send to all listeners
     * @param databaseCpu milliseconds of CPU time of the database server for each send
     * @param loopbackCpu milliseconds of CPU time for the same bytes over loopback, both ends together
     * @param statements SQL statements that read or write rows for each send
     * @param bytes each listener gets for each send
     */
    record DeliveryResult(
            int listeners,
            List<Double> p50,
            List<Double> p99,
            List<Double> loopbackP50,
            List<Double> loopbackP99,
            double serverCpu,
            double databaseCpu,
            double loopbackCpu,
            double statements,
            double bytes) {}

    /**
     * Pages of messages at four times the capacity, with the server on one processor and everything else on the others.
     *
     * @param capacity requests a second in a closed loop
     * @param capacityP99 milliseconds in this closed loop
     * @param offered requests a second
     * @param acceptedShare of all requests
     * @param shedShare responses with 503
     * @param failedShare other responses and broken connections
     * @param unsentShare requests that the client had no connection left for
     * @param acceptedP50 milliseconds from due time to response
     * @param acceptedP99 likewise
     * @param readyShare of the readiness probes meanwhile that were answered with 200 within 2 s
     * @param recovered throughput right after it, as a share of the capacity
     * @param client share of a processor that the load took
     * @param example the first failure; null if there was none
     */
    record OverloadResult(
            double capacity,
            double capacityP99,
            double offered,
            double acceptedShare,
            double shedShare,
            double failedShare,
            double unsentShare,
            double acceptedP50,
            double acceptedP99,
            double readyShare,
            double recovered,
            double client,
            String example) {}
}

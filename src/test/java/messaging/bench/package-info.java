/**
 * The benchmark behind {@code bench/run} (S-SPEED-1, S-SPEED-2).
 *
 * <p>It starts a database and the packaged application, loads data in bulk, and measures each case next to its ceiling: a
 * bare servlet in the same server for reads, plain JDBC for writes, and the bytes over loopback for live delivery. The
 * product and the ceiling alternate within one run, since figures of two runs on a shared machine cannot be compared.
 */
package messaging.bench;

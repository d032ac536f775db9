/**
 * Observability of a running server: metrics for Prometheus at {@code /metrics}, the request ID on every log line
 * (S-RUN-6), and failures of background tasks (S-FAULT-7). Uses no feature package; the features report to it. No label
 * has a value that a client can choose, and neither metrics nor logs contain user content.
 */
package messaging.monitor;

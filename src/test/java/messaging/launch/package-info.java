/**
 * Runs the product on one machine: a database server, the Liberty server and what they need, as child processes.
 *
 * <p>{@code mvn -Pstart} enters through {@code Start}; the integration tests use
 * {@link messaging.launch.Database} and {@link messaging.launch.LibertyServer} directly. Nothing here is shipped:
 * in Compose and Kubernetes the same environment variables come from elsewhere.
 */
package messaging.launch;

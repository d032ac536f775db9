/**
 * Notifications between replicas through a message broker (S-PLUS-9). A replica sends a {@code ClusterMessage} with
 * {@code ClusterBroadcaster}; the others receive it as a CDI event. Without a broker, and when a notification is lost, replicas
 * find changes by polling the database, which is the task of {@code messaging.live}.
 */
package messaging.cluster;

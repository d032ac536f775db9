/**
 * Warms the server up before it becomes ready (S-K8S-2): it runs what clients are going to do, so that no client waits for
 * classes to load, queries to be prepared and code to be compiled. A sign-in, a conversation, sends and pages run in a
 * transaction that is rolled back; requests to the server's own port take the same way as those of clients. It takes
 * {@code WARM_UP_SECONDS} at most, leaves no data behind, and never prevents a start.
 */
package messaging.warmup;

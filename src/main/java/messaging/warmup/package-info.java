/**
 * Warms the server up before it becomes ready (S-K8S-2): it runs typical operations, so that no client waits until
 * classes are loaded, queries prepared and code compiled. A sign-in, a conversation, sends and pages run in a
 * transaction that is rolled back; requests to the server's own port are processed like those of clients. The warm-up
 * is limited to {@code WARM_UP_SECONDS}, leaves no data behind, and never prevents startup.
 */
package messaging.warmup;

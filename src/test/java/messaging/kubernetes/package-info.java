/**
 * Tests of what runs the application on Kubernetes (S-K8S-1 to S-K8S-6), without a cluster: the manifests against the
 * types of three versions of Kubernetes and against rules of our own, the overlays as kustomize makes them, and the
 * release scripts against a fake cluster.
 */
package messaging.kubernetes;

/**
 * Tests of the deployment on Kubernetes (S-K8S-1 to S-K8S-6) without a cluster: the manifests are checked against the
 * types of three versions of Kubernetes and the project's own rules, the overlays are built like kustomize builds them,
 * and the release scripts run on a fake cluster.
 */
package messaging.kubernetes;

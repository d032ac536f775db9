package messaging.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import messaging.settings.Settings;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests below {@code k8s} are valid in three versions of Kubernetes and consistent. */
class ManifestsTest {
    static final Path K8S = Path.of(System.getProperty("basedir", "")).resolve("k8s");
    private static final List<KubernetesTypes> VERSIONS =
            Stream.of("1.24", "1.29", "1.32").map(KubernetesTypes::new).toList();
    /** The required files, and the kinds that each must contain. */
    private static final Map<String, List<String>> FILES = Map.of(
            "namespace.yaml", List.of("Namespace/messaging"),
            "secrets.yaml", List.of("Secret/messaging-app-secrets"),
            "db-deployment.yaml", List.of("Deployment/mysql", "Service/mysql", "PersistentVolumeClaim/mysql-pvc"),
            "deployment.yaml", List.of("Deployment/messaging-app", "Service/messaging-app-service"),
            "ingress.yaml", List.of("Ingress/messaging-app-ingress"),
            "kubeservice.yaml", List.of("Service/messaging-app-service"),
            "blue_deployment.yaml", List.of("Deployment/messaging-app-blue"),
            "green_deployment.yaml", List.of("Deployment/messaging-app-green"),
            "networkpolicy.yaml", List.of("NetworkPolicy/default-deny"));

    /** Measured with half a CPU on a cluster. */
    private static final int SLOWEST_START_SECONDS = 190;

    private static final Set<String> RESTRICTED_VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    static Stream<Path> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(K8S.resolve("overlays"))) {
            return Stream.concat(Stream.of(K8S), folders.sorted().toList().stream());
        }
    }

    private static Path overlay(String name) {
        return K8S.resolve("overlays").resolve(name);
    }

    private static List<Manifest> file(String name) {
        return Manifest.read(K8S.resolve(name));
    }

    private static Manifest one(List<Manifest> manifests, String id) {
        return manifests.stream()
                .filter(manifest -> manifest.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " not found"));
    }

    /** Returns all objects: the largest overlay, and objects that no overlay contains. */
    private static List<Manifest> everything() {
        var all = new ArrayList<>(Kustomization.build(overlay("production")));
        all.addAll(file("secrets.yaml"));
        return all;
    }

    // S-K8S-1
    @Test
    void requiredFilesContainRequiredKinds() {
        FILES.forEach((file, ids) -> {
            var present = file(file).stream().map(Manifest::id).toList();
            assertTrue(present.containsAll(ids), file + " has " + present);
        });
    }

    // S-K8S-1
    @ParameterizedTest
    @MethodSource("overlays")
    void manifestsAreValidInEveryVersion(Path overlay) {
        var manifests = new ArrayList<>(Kustomization.build(overlay));
        manifests.addAll(file("secrets.yaml"));
        manifests.addAll(file("kubeservice.yaml"));
        var faults = new ArrayList<String>();
        var unknown = new TreeSet<String>();
        for (Manifest manifest : manifests) {
            var knowing = VERSIONS.stream()
                    .filter(types -> types.knows(manifest.apiVersion()))
                    .toList();
            knowing.forEach(types -> faults.addAll(types.faults(manifest)));
            // Custom resources are in one version only; Kubernetes' own must be in all.
            if (knowing.isEmpty()) {
                unknown.add(manifest.apiVersion());
            }
            if (!manifest.apiVersion().matches("(monitoring\\.coreos\\.com|cert-manager\\.io)/.*")) {
                assertEquals(VERSIONS.size(), knowing.size(), manifest.toString());
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(Set.of(), unknown);
    }

    /** Shows that the test above can fail. */
    @ParameterizedTest
    @MethodSource("faulty")
    void invalidManifestsAreDetected(String yaml, String fault) {
        var manifest = Manifest.parse(yaml, "test").get(0);
        for (KubernetesTypes version : VERSIONS) {
            var faults = version.faults(manifest);
            // The client for 1.29 does not know required fields.
            if (!version.toString().equals("1.29") || !fault.startsWith("lacks ")) {
                assertTrue(faults.stream().anyMatch(each -> each.contains(fault)), version + ": " + faults);
            }
        }
    }

    static Stream<Arguments> faulty() {
        var head = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: ";
        return Stream.of(
                        List.of("{apiVersion: v1, kind: Sevice, metadata: {name: a}}", "has no Sevice"),
                        List.of(
                                head + "{selector: {}, template: {}, minReadySecond: 5}}",
                                "has no field minReadySecond"),
                        List.of(head + "{selector: {}, template: {}, replicas: \"3\"}}", "replicas is not an integer"),
                        List.of(head + "{template: {}}}", "lacks selector"),
                        List.of(
                                head + "{selector: {matchLabels: {version: on}}, template: {}}}",
                                "version is not a string: true"),
                        List.of(
                                head + "{selector: {}, template: {spec: {containers: {name: a}}}}}",
                                "containers is not a list"),
                        List.of(
                                head + "{selector: {}, template: {spec: {containers: [{name: a, resources: {limits:"
                                        + " {cpu: 1x}}}]}}}}",
                                "cpu is not a quantity"),
                        List.of(
                                "{apiVersion: policy/v1, kind: PodDisruptionBudget, spec: {maxUnavailable: [1]}}",
                                "maxUnavailable is not a number or string"))
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    // S-K8S-1: the class Kustomization builds the same as kubectl.
    @ParameterizedTest
    @MethodSource("overlays")
    void kubectlBuildsTheSameObjects(Path overlay) throws Exception {
        Assumptions.assumeTrue(Shell.has("kubectl"), "This test needs the program kubectl, which Debian does not have");
        var made = Shell.run(Map.of(), "kubectl", "kustomize", overlay.toString());
        assertEquals(0, made.code(), made.errors());
        assertEquals(byId(Manifest.parse(made.output(), "kubectl")), byId(Kustomization.build(overlay)));
    }

    private static Map<String, Object> byId(List<Manifest> manifests) {
        return manifests.stream().collect(Collectors.toMap(Manifest::id, Manifest::content));
    }

    // S-K8S-1
    @Test
    void installationContainsAllButTheSecret() {
        var ids = Kustomization.build(K8S).stream().map(Manifest::id).collect(Collectors.toSet());
        assertTrue(
                ids.containsAll(Set.of(
                        "Namespace/messaging",
                        "Deployment/mysql",
                        "Deployment/messaging-app",
                        "Service/messaging-app-service",
                        "Ingress/messaging-app-ingress",
                        "HorizontalPodAutoscaler/messaging-app",
                        "PodDisruptionBudget/messaging-app",
                        "CronJob/db-backup",
                        "PersistentVolumeClaim/backup-pvc")),
                ids.toString());
        assertTrue(everything().stream()
                .filter(manifest -> manifest.kind().equals("Secret"))
                .allMatch(manifest -> manifest.origin().equals("secrets.yaml")));
    }

    // S-AUTH-3: the template contains no secret.
    @Test
    void secretTemplateContainsNoSecret() {
        one(file("secrets.yaml"), "Secret/messaging-app-secrets")
                .texts("stringData")
                .forEach((name, value) -> assertTrue(
                        value.equals("change-me")
                                || Set.of("DB_NAME", "DB_USER").contains(name),
                        name));
    }

    // S-K8S-1: an apply keeps fields that it omits, so no manifest may contain the Service's version.
    @ParameterizedTest
    @MethodSource("overlays")
    void serviceManifestOmitsVersion(Path overlay) {
        var service = one(Kustomization.build(overlay), "Service/messaging-app-service");
        assertEquals(Set.of("app", "serves"), service.texts("spec", "selector").keySet());
        assertEquals(Optional.of("8000"), service.text("spec", "ports", 0, "port"));
    }

    @Test
    void serviceManifestsAreEqual() {
        assertEquals(
                one(file("deployment.yaml"), "Service/messaging-app-service").content(),
                one(file("kubeservice.yaml"), "Service/messaging-app-service").content());
    }

    // S-K8S-1
    @Test
    void blueAndGreenAreEqual() throws IOException {
        var blue = Files.readString(K8S.resolve("blue_deployment.yaml"));
        var green = Files.readString(K8S.resolve("green_deployment.yaml"));
        assertEquals(blue.replace("blue", "green"), green);
    }

    // S-K8S-1: stable differs from them only by the label for the Service and the number of replicas.
    @Test
    void stableAndBlueAreEqual() {
        var stable = one(file("deployment.yaml"), "Deployment/messaging-app");
        var blue = one(file("blue_deployment.yaml"), "Deployment/messaging-app-blue");
        var spec = new HashMap<>(Manifest.map(stable.podTemplate().orElseThrow().get("spec")));
        var other = new HashMap<>(Manifest.map(blue.podTemplate().orElseThrow().get("spec")));
        spec.remove("topologySpreadConstraints");
        other.remove("topologySpreadConstraints");
        assertEquals(spec, other);
        assertEquals(stable.at("spec", "strategy"), blue.at("spec", "strategy"));
    }

    // S-K8S-5
    @Test
    void blueIsUpdatedPodByPod() {
        var blue = one(file("blue_deployment.yaml"), "Deployment/messaging-app-blue");
        assertEquals(Optional.of(3), blue.at("spec", "replicas"));
        assertEquals(Optional.of(5), blue.at("spec", "minReadySeconds"));
        assertEquals(Optional.of(1), blue.at("spec", "strategy", "rollingUpdate", "maxSurge"));
        assertEquals(Optional.of(0), blue.at("spec", "strategy", "rollingUpdate", "maxUnavailable"));
    }

    // S-K8S-2: the controller gives up later than a pod that waits for its database and starts slowly.
    @Test
    void startupProbeOutlastsSlowestStart() {
        var config = one(everything(), "ConfigMap/messaging-app-config").texts("data");
        var environment = new HashMap<>(
                one(file("secrets.yaml"), "Secret/messaging-app-secrets").texts("stringData"));
        environment.putAll(config);
        var settings = Settings.from(environment);
        long database = settings.database().startupTimeout().toSeconds();
        for (String name : List.of("messaging-app", "messaging-app-blue", "messaging-app-green")) {
            var deployment = one(everything(), "Deployment/" + name);
            var probe = Manifest.map(container(deployment).get("startupProbe"));
            long budget = (long) (Integer) probe.get("periodSeconds") * (Integer) probe.get("failureThreshold");
            assertTrue(budget >= database + SLOWEST_START_SECONDS, name + " has " + budget + " s to start");
            long ready = budget
                    + settings.warmUp().limit().toSeconds()
                    + (Integer) deployment.at("spec", "minReadySeconds").orElseThrow();
            assertTrue(
                    (Integer) deployment.at("spec", "progressDeadlineSeconds").orElseThrow() >= ready,
                    name + " may take " + ready + " s");
        }
    }

    // S-K8S-2: with a CPU limit that throttles startup, clients wait.
    @Test
    void cpuLimitDoesNotThrottleStartup() {
        for (String name : List.of("messaging-app", "messaging-app-blue", "messaging-app-green")) {
            var container = container(one(everything(), "Deployment/" + name));
            assertEquals(Optional.of("2"), Manifest.find(container, "resources", "limits", "cpu"), name);
            assertEquals(Optional.of("250m"), Manifest.find(container, "resources", "requests", "cpu"), name);
        }
    }

    // S-K8S-1: the labels are disjoint.
    @Test
    void selectorsMatchTheirPodsOnly() {
        var pods = new HashMap<String, Map<String, String>>();
        everything()
                .forEach(manifest -> manifest.podTemplate().ifPresent(template -> {
                    var labels = new HashMap<String, String>();
                    Manifest.map(Manifest.find(template, "metadata", "labels").orElseThrow())
                            .forEach((key, value) -> labels.put(key, String.valueOf(value)));
                    pods.put(manifest.name(), labels);
                }));
        var expected = new HashMap<String, String>();
        expected.put("Service/messaging-app-service", "messaging-app");
        expected.put("Service/messaging-app-blue-service", "messaging-app-blue");
        expected.put("Service/messaging-app-green-service", "messaging-app-green");
        for (Manifest manifest : everything()) {
            var selector = switch (manifest.kind()) {
                case "Service" -> manifest.texts("spec", "selector");
                case "Deployment", "PodDisruptionBudget" -> manifest.texts("spec", "selector", "matchLabels");
                default -> Map.<String, String>of();
            };
            if (!selector.isEmpty()) {
                var matched = pods.entrySet().stream()
                        .filter(pod -> pod.getValue().entrySet().containsAll(selector.entrySet()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
                assertEquals(
                        Set.of(expected.getOrDefault(manifest.id(), manifest.name())), matched, manifest.toString());
            }
        }
        assertEquals(6, pods.size(), pods.keySet().toString());
    }

    // S-K8S-1
    @Test
    void servingDeploymentsHaveAutoscalerAndBudget() {
        var all = everything();
        for (String name : List.of("messaging-app", "messaging-app-blue", "messaging-app-green")) {
            var scaler = one(all, "HorizontalPodAutoscaler/" + name);
            assertEquals(Optional.of(name), scaler.text("spec", "scaleTargetRef", "name"));
            // With a number in k8s/, the next apply would remove the pods that the autoscaler has added.
            assertEquals(
                    name.equals("messaging-app") ? Optional.empty() : scaler.at("spec", "minReplicas"),
                    one(all, "Deployment/" + name).at("spec", "replicas"));
            // A budget that a single replica satisfies; otherwise no node could be drained.
            assertEquals(Optional.of(1), one(all, "PodDisruptionBudget/" + name).at("spec", "maxUnavailable"));
        }
    }

    // S-K8S-2
    @Test
    void podsHaveHealthProbesAndDrainFirst() {
        for (String name : List.of("messaging-app", "messaging-app-blue", "messaging-app-green")) {
            var container = container(one(everything(), "Deployment/" + name));
            assertEquals(Optional.of("/health/started"), Manifest.find(container, "startupProbe", "httpGet", "path"));
            assertEquals(Optional.of("/health/live"), Manifest.find(container, "livenessProbe", "httpGet", "path"));
            assertEquals(Optional.of("/health/ready"), Manifest.find(container, "readinessProbe", "httpGet", "path"));
            assertEquals(
                    Optional.of(List.of("/app/bin/drain")),
                    Manifest.find(container, "lifecycle", "preStop", "exec", "command"));
            assertEquals(Optional.of(8000), Manifest.find(container, "ports", 0, "containerPort"));
            // 15 s for the drain, 2 s to close connections, 30 s for running requests.
            var grace = one(everything(), "Deployment/" + name)
                    .at("spec", "template", "spec", "terminationGracePeriodSeconds");
            assertTrue((Integer) grace.orElseThrow() >= 60, name);
        }
    }

    private static Map<String, Object> container(Manifest deployment) {
        var containers = Manifest.maps(Manifest.find(deployment.podTemplate().orElseThrow(), "spec", "containers")
                .orElseThrow());
        assertEquals(1, containers.size(), deployment.toString());
        return containers.get(0);
    }

    // S-K8S-2: Pod Security "restricted", and more
    @Test
    void podsAreRestricted() {
        assertEquals(
                "restricted",
                one(everything(), "Namespace/messaging").labels().get("pod-security.kubernetes.io/enforce"));
        everything().stream()
                .filter(manifest -> manifest.podTemplate().isPresent())
                .forEach(manifest -> {
                    var pod = Manifest.map(manifest.podTemplate().orElseThrow().get("spec"));
                    var name = manifest.toString();
                    assertEquals(Optional.of(true), Manifest.find(pod, "securityContext", "runAsNonRoot"), name);
                    assertEquals(
                            Optional.of("RuntimeDefault"),
                            Manifest.find(pod, "securityContext", "seccompProfile", "type"),
                            name);
                    assertEquals(Optional.of(false), Manifest.find(pod, "automountServiceAccountToken"), name);
                    for (String forbidden : List.of("hostNetwork", "hostPID", "hostIPC", "initContainers")) {
                        assertFalse(pod.containsKey(forbidden), name + " has " + forbidden);
                    }
                    var container = container(manifest);
                    assertEquals(
                            Map.of(
                                    "allowPrivilegeEscalation",
                                    false,
                                    "readOnlyRootFilesystem",
                                    true,
                                    "capabilities",
                                    Map.of("drop", List.of("ALL"))),
                            container.get("securityContext"),
                            name);
                    for (String kind : List.of("requests", "limits")) {
                        for (String resource : List.of("cpu", "memory")) {
                            assertTrue(
                                    Manifest.find(container, "resources", kind, resource)
                                            .isPresent(),
                                    name + kind);
                        }
                    }
                    for (var volume : Manifest.maps(pod.get("volumes"))) {
                        var kinds = new TreeSet<>(volume.keySet());
                        kinds.remove("name");
                        assertTrue(RESTRICTED_VOLUMES.containsAll(kinds), name + " has a volume of " + kinds);
                    }
                    if (!manifest.kind().equals("CronJob")) {
                        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                            assertTrue(container.containsKey(probe), name + " has no " + probe);
                        }
                    }
                });
    }

    // S-K8S-1
    @ParameterizedTest
    @MethodSource("overlays")
    void referencesResolve(Path overlay) {
        var all = new ArrayList<>(Kustomization.build(overlay));
        all.addAll(file("secrets.yaml"));
        var ids = all.stream().map(Manifest::id).collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (Manifest manifest : all) {
            references(manifest).stream()
                    .filter(id -> !ids.contains(id))
                    .forEach(id -> missing.add(manifest + ": " + id));
            if (!Set.of("Namespace").contains(manifest.kind())) {
                assertEquals(Optional.of("messaging"), manifest.text("metadata", "namespace"), manifest.toString());
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static Set<String> references(Manifest manifest) {
        var references = new TreeSet<String>();
        manifest.podTemplate().ifPresent(template -> {
            var pod = Manifest.map(template.get("spec"));
            for (var volume : Manifest.maps(pod.get("volumes"))) {
                Manifest.find(volume, "persistentVolumeClaim", "claimName")
                        .ifPresent(name -> references.add("PersistentVolumeClaim/" + name));
                Manifest.find(volume, "configMap", "name").ifPresent(name -> references.add("ConfigMap/" + name));
            }
            var container = container(manifest);
            for (var source : Manifest.maps(container.getOrDefault("envFrom", List.of()))) {
                Manifest.find(source, "secretRef", "name").ifPresent(name -> references.add("Secret/" + name));
                Manifest.find(source, "configMapRef", "name").ifPresent(name -> references.add("ConfigMap/" + name));
            }
            for (var variable : Manifest.maps(container.getOrDefault("env", List.of()))) {
                Manifest.find(variable, "valueFrom", "secretKeyRef", "name")
                        .ifPresent(name -> references.add("Secret/" + name));
            }
            var volumes = Manifest.maps(pod.get("volumes")).stream()
                    .map(volume -> volume.get("name"))
                    .toList();
            for (var mount : Manifest.maps(container.get("volumeMounts"))) {
                assertTrue(volumes.contains(mount.get("name")), manifest + " mounts " + mount.get("name"));
            }
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                for (String way : List.of("httpGet", "tcpSocket")) {
                    Manifest.find(container, probe, way, "port")
                            .ifPresent(
                                    port -> assertTrue(ports(container).contains(port), manifest + " probes " + port));
                }
            }
        });
        if (manifest.kind().equals("Ingress")) {
            manifest.list("spec", "rules")
                    .forEach(rule -> Manifest.maps(
                                    Manifest.find(rule, "http", "paths").orElseThrow())
                            .forEach(path -> references.add("Service/"
                                    + Manifest.find(path, "backend", "service", "name")
                                            .orElseThrow())));
        }
        if (manifest.kind().equals("HorizontalPodAutoscaler")) {
            references.add("Deployment/"
                    + manifest.text("spec", "scaleTargetRef", "name").orElseThrow());
        }
        return references;
    }

    private static List<Object> ports(Map<String, Object> container) {
        return Manifest.maps(container.get("ports")).stream()
                .map(port -> port.get("name"))
                .toList();
    }

    @Test
    void servicePortsExistInTheirPods() {
        var all = everything();
        all.stream().filter(manifest -> manifest.kind().equals("Service")).forEach(service -> {
            var target = service.text("spec", "ports", 0, "targetPort").orElseThrow();
            assertTrue(
                    all.stream()
                            .filter(manifest -> manifest.kind().equals("Deployment"))
                            .filter(manifest -> manifest.labels()
                                    .get("app")
                                    .equals(service.labels().get("app")))
                            .allMatch(manifest -> ports(container(manifest)).contains(target)),
                    service.toString());
        });
    }

    // S-RUN-2, S-K8S-1: the application starts with these settings.
    @ParameterizedTest
    @MethodSource("overlays")
    void configurationIsValidForTheApplication(Path overlay) throws IOException {
        var config = one(Kustomization.build(overlay), "ConfigMap/messaging-app-config")
                .texts("data");
        var known = Files.readAllLines(K8S.resolveSibling(".env.example")).stream()
                .filter(line -> line.matches("[A-Z].*=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());
        var unknown = new TreeSet<>(config.keySet());
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown);
        var environment = new HashMap<>(
                one(file("secrets.yaml"), "Secret/messaging-app-secrets").texts("stringData"));
        assertEquals(
                Set.of("DB_NAME", "DB_USER", "DB_PASSWORD", "DB_ROOT_PASSWORD", "SIGNING_KEYS"), environment.keySet());
        environment.putAll(config);
        Settings.from(environment);
        assertEquals(one(everything(), "Service/mysql").name(), environment.get("DB_HOST"));
    }

    // S-K8S-1
    @Test
    void databaseIsRecreatedRatherThanRolled() {
        var database = one(file("db-deployment.yaml"), "Deployment/mysql");
        assertEquals(Optional.of("Recreate"), database.text("spec", "strategy", "type"));
        assertEquals(Optional.of(1), database.at("spec", "replicas"));
        assertEquals("mysql:8.4", container(database).get("image"));
        assertTrue(everything().stream()
                .noneMatch(manifest -> manifest.kind().equals("HorizontalPodAutoscaler")
                        && manifest.name().equals("mysql")));
    }

    // S-K8S-1
    @Test
    void backupRunsEveryNight() {
        var backup = one(Kustomization.build(K8S), "CronJob/db-backup");
        assertEquals(Optional.of("0 0 * * *"), backup.text("spec", "schedule"));
        assertEquals(Optional.of("Forbid"), backup.text("spec", "concurrencyPolicy"));
        var mounts = Manifest.maps(container(backup).get("volumeMounts"));
        assertTrue(mounts.contains(Map.of("name", "backup", "mountPath", "/backup")), mounts.toString());
        assertTrue(references(backup).contains("PersistentVolumeClaim/backup-pvc"));
    }

    // S-K8S-1
    @Test
    void ingressAllowsStreams() {
        var ingress = one(file("ingress.yaml"), "Ingress/messaging-app-ingress");
        assertEquals(Optional.of("nginx"), ingress.text("spec", "ingressClassName"));
        assertEquals(Optional.of("messaging-app.local"), ingress.text("spec", "rules", 0, "host"));
        assertEquals(
                List.of("/api/", "/admin/", "/"),
                Manifest.maps(ingress.at("spec", "rules", 0, "http", "paths").orElseThrow()).stream()
                        .map(path -> path.get("path"))
                        .toList());
        var annotations = ingress.texts("metadata", "annotations");
        assertEquals("10m", annotations.get("nginx.ingress.kubernetes.io/proxy-body-size"));
        assertEquals("off", annotations.get("nginx.ingress.kubernetes.io/proxy-buffering"));
        assertEquals("3600", annotations.get("nginx.ingress.kubernetes.io/proxy-read-timeout"));
    }

    @Test
    void ingressHidesMetrics() {
        var ingress = one(file("ingress.yaml"), "Ingress/messaging-app-ingress-metrics");
        assertEquals(Optional.of("/metrics"), ingress.text("spec", "rules", 0, "http", "paths", 0, "path"));
        assertEquals(
                "127.0.0.1/32",
                ingress.texts("metadata", "annotations").get("nginx.ingress.kubernetes.io/whitelist-source-range"));
    }

    // S-K8S-1: the pod in which cert-manager answers the challenge
    @Test
    void policyAllowsCertificateChallenge() {
        var policy = one(Kustomization.build(overlay("tls")), "NetworkPolicy/acme-solver");
        assertEquals(
                Map.of("acme.cert-manager.io/http01-solver", "true"),
                policy.texts("spec", "podSelector", "matchLabels"));
        assertEquals(Optional.of(8089), policy.at("spec", "ingress", 0, "ports", 0, "port"));
        assertEquals(
                one(file("networkpolicy.yaml"), "NetworkPolicy/messaging-app").at("spec", "ingress", 0, "from", 0),
                policy.at("spec", "ingress", 0, "from", 0));
    }

    // S-K8S-1
    @Test
    void allVersionsShareMedia() {
        var all = Kustomization.build(overlay("production"));
        for (String name : List.of("messaging-app", "messaging-app-blue", "messaging-app-green")) {
            assertTrue(references(one(all, "Deployment/" + name)).contains("PersistentVolumeClaim/media-pvc"), name);
        }
        assertEquals(
                Optional.of("ReadWriteMany"),
                one(all, "PersistentVolumeClaim/media-pvc").text("spec", "accessModes", 0));
    }
}

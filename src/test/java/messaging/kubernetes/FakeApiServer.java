package messaging.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Kubernetes' API in front of a {@link FakeCluster}, as far as the scripts need it, for the real kubectl: templates,
 * patches, three-way merges and waiting are kubectl's. Only port-forward uses the stub.
 */
final class FakeApiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAMESPACED =
            Pattern.compile("/(?:api|apis/[^/]+)/v\\d/namespaces/messaging/([a-z]+)(?:/([^/]+))?(?:/([a-z]+))?");
    private static final Map<String, List<String>> RESOURCES = Map.of(
            "/api/v1",
            List.of("namespaces Namespace", "services Service", "secrets Secret", "configmaps ConfigMap", "pods Pod"),
            "/apis/apps/v1",
            List.of("deployments Deployment", "deployments/scale Scale", "replicasets ReplicaSet"),
            "/apis/autoscaling/v2",
            List.of("horizontalpodautoscalers HorizontalPodAutoscaler"),
            "/apis/policy/v1",
            List.of("poddisruptionbudgets PodDisruptionBudget"),
            "/apis/discovery.k8s.io/v1",
            List.of("endpointslices EndpointSlice"),
            "/apis/authorization.k8s.io/v1",
            List.of("selfsubjectaccessreviews SelfSubjectAccessReview"));

    private final FakeCluster cluster;
    private final HttpServer server;

    /** Creates a kubectl in the folder that uses this server: the real one, except for port-forward. */
    FakeApiServer(FakeCluster cluster, Path folder, Path kubectl) throws IOException {
        this.cluster = cluster;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
        Files.move(folder.resolve("kubectl"), folder.resolve("stub"));
        Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                users: [{name: fake, user: {}}]
                current-context: fake
                """.formatted(server.getAddress().getPort()));
        var wrapper = folder.resolve("kubectl");
        Files.writeString(wrapper, """
                #!/usr/bin/env bash
                export KUBECONFIG=%1$s/config HOME=%1$s
                case " $* " in
                    *' port-forward '*) exec %1$s/stub "$@" ;;
                    # There are no schemas here.
                    *' apply '* | *' create --filename'*) exec %2$s "$@" --validate=false ;;
                    *) exec %2$s "$@" ;;
                esac
                """.formatted(folder, kubectl));
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var query = exchange.getRequestURI().getRawQuery() == null
                    ? ""
                    : URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var names = NAMESPACED.matcher(path);
            if (path.equals("/api")) {
                send(exchange, 200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
            } else if (path.equals("/apis")) {
                send(exchange, 200, groups().toString());
            } else if (RESOURCES.containsKey(path)) {
                send(exchange, 200, resources(path).toString());
            } else if (path.endsWith("/selfsubjectaccessreviews")) {
                // The review is not sent as JSON; everything is allowed.
                var review = JSON.createObjectNode().put("kind", "SelfSubjectAccessReview");
                review.put("apiVersion", "authorization.k8s.io/v1").putObject("spec");
                review.putObject("status").put("allowed", true);
                send(exchange, 201, review.toString());
            } else if (path.equals("/api/v1/namespaces/messaging")) {
                object(exchange, cluster.object("Namespace", "messaging"));
            } else if (names.matches()) {
                resource(exchange, names.group(1), names.group(2), names.group(3), query, body);
            } else {
                send(exchange, 404, status(404, "NotFound", "the server could not find the requested resource"));
            }
        } catch (RuntimeException e) {
            cluster.wonder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + e);
            send(exchange, 500, status(500, "InternalError", String.valueOf(e)));
        }
    }

    private void resource(
            HttpExchange exchange, String plural, String name, String subresource, String query, String body)
            throws IOException {
        var kind = RESOURCES.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.startsWith(plural + " "))
                .map(each -> each.split(" ")[1])
                .findFirst()
                .orElseThrow();
        var method = exchange.getRequestMethod();
        if ("log".equals(subresource)) {
            plain(exchange, cluster.log(name).output());
        } else if (method.equals("GET") && name != null) {
            object(exchange, cluster.object(kind, name));
        } else if (method.equals("GET") && query.contains("watch=")) {
            watch(exchange, kind, query);
        } else if (method.equals("GET")) {
            var list = JSON.createObjectNode().put("kind", kind + "List").put("apiVersion", version(kind));
            list.putObject("metadata").put("resourceVersion", "1");
            list.set("items", cluster.list(kind, selector(query, "labelSelector"), selector(query, "fieldSelector")));
            send(exchange, 200, list.toString());
        } else if (method.equals("POST") && kind.equals("Pod")) {
            cluster.createProbe(body);
            send(exchange, 201, body);
        } else if (method.equals("POST")) {
            object(exchange, cluster.create((ObjectNode) JSON.readTree(body)));
        } else if (method.equals("DELETE")) {
            cluster.deleteProbe(name);
            send(exchange, 200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
        } else if (method.equals("PATCH")) {
            patch(exchange, kind, name, subresource, JSON.readTree(body));
        } else {
            throw new IllegalArgumentException("unknown method");
        }
    }

    private void patch(HttpExchange exchange, String kind, String name, String subresource, JsonNode patch)
            throws IOException {
        var present = cluster.object(kind, name);
        if (present == null) {
            object(exchange, null);
            return;
        }
        var version = patch.at("/metadata/resourceVersion").asText();
        if (!version.isEmpty()
                && !version.equals(present.at("/metadata/resourceVersion").asText())) {
            send(exchange, 409, status(409, "Conflict", "Operation cannot be fulfilled: the object has been modified"));
            return;
        }
        if (patch.isArray()) {
            cluster.replace(kind, name, patch);
        } else {
            cluster.patch(kind, name, patch.toString());
        }
        var changed = cluster.object(kind, name);
        if ("scale".equals(subresource)) {
            var scale = JSON.createObjectNode().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
            scale.putObject("metadata").put("name", name).put("namespace", "messaging");
            scale.putObject("spec").set("replicas", changed.at("/spec/replicas"));
            send(exchange, 200, scale.toString());
        } else {
            object(exchange, changed);
        }
    }

    /** Sends events until the client has seen enough. */
    private void watch(HttpExchange exchange, String kind, String query) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 200; i++) {
            for (JsonNode object : cluster.list(kind, "", selector(query, "fieldSelector"))) {
                var event = JSON.createObjectNode().put("type", "MODIFIED");
                event.set("object", complete((ObjectNode) object));
                exchange.getResponseBody().write((event + "\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String selector(String query, String name) {
        for (String part : query.split("&")) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return "";
    }

    private void object(HttpExchange exchange, ObjectNode object) throws IOException {
        if (object == null) {
            send(exchange, 404, status(404, "NotFound", "not found"));
        } else {
            send(exchange, 200, complete(object).toString());
        }
    }

    private static ObjectNode complete(ObjectNode object) {
        var complete = object.deepCopy();
        complete.remove("last-applied");
        complete.put("apiVersion", version(object.path("kind").asText()));
        complete.withObject("/metadata").put("namespace", "messaging");
        return complete;
    }

    static String version(String kind) {
        return RESOURCES.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(resource -> resource.endsWith(" " + kind)))
                .map(each -> each.getKey().replaceFirst("/apis?/", ""))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode groups() {
        var groups = JSON.createObjectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        var list = groups.putArray("groups");
        RESOURCES.keySet().stream().filter(path -> path.startsWith("/apis/")).forEach(path -> {
            var name = path.split("/")[2];
            var group = list.addObject().put("name", name);
            var version = Map.of("groupVersion", name + "/" + path.split("/")[3], "version", path.split("/")[3]);
            group.putArray("versions").addPOJO(version);
            group.putPOJO("preferredVersion", version);
        });
        return groups;
    }

    private static ObjectNode resources(String path) {
        var resources = JSON.createObjectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
        resources.put("groupVersion", path.replaceFirst("/apis?/", ""));
        var list = resources.putArray("resources");
        for (String each : RESOURCES.get(path)) {
            var words = each.split(" ");
            var resource = list.addObject()
                    .put("name", words[0])
                    .put("singularName", words[1].toLowerCase(java.util.Locale.ROOT))
                    .put("kind", words[1])
                    .put("namespaced", !words[1].equals("Namespace") && !words[1].startsWith("Self"));
            List.of("get", "list", "watch", "create", "patch", "update", "delete")
                    .forEach(resource.withArray("verbs")::add);
        }
        return resources;
    }

    private static String status(int code, String reason, String message) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("code", code)
                .put("reason", reason)
                .put("message", message)
                .toString();
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void plain(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

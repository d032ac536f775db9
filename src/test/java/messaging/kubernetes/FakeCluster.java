package messaging.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import messaging.it.Tools;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A fake cluster: stores the objects that the scripts use, rolls out Deployments step by step, and routes Services to
 * pods. A stub of kubectl passes its command line to it. It prints the same text and returns the same exit codes as kubectl
 * 1.32. An unknown command fails the test.
 *
 * <p>fabric8's mock server in CRUD mode would not replace it: that server rejects strategic merge patches, which the scripts
 * and {@code kubectl apply} use, and has no controllers, port-forwards or logs.
 */
final class FakeCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REVISION = "deployment.kubernetes.io/revision";

    /** The scripted result of matching commands. */
    private record Rule(Pattern command, int code, String errors) {}

    record ApiResponse(int code, String output, String errors) {}

    private static final class Pod {
        private final String name;
        private final String ip;
        private final String hash;
        private final JsonNode labels;
        private final String image;
        private final boolean ready;

        private Pod(String name, String ip, String hash, JsonNode labels, String image, boolean ready) {
            this.name = name;
            this.ip = ip;
            this.hash = hash;
            this.labels = labels;
            this.image = image;
            this.ready = ready;
        }
    }

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final Map<String, List<Pod>> pods = new HashMap<>();
    private final Map<String, TreeMap<Integer, JsonNode>> history = new HashMap<>();
    private final List<Pod> leaving = new ArrayList<>();
    private final Map<String, Integer> stuck = new HashMap<>();
    private final Map<String, String> probes = new HashMap<>();
    private final Map<String, List<String>> logs = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> withheld = new HashSet<>();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final Map<String, Integer> starting = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Pattern, Runnable> hooks = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final ServerSocket server;
    private final Path folder;
    private String api = "127.0.0.1:9";
    private int counter;
    private final List<String> outcomes = new ArrayList<>();
    private List<?> probeCommand = List.of();
    private String troubled = "";
    private int unheard;
    private int goodbyes;
    private boolean endpointsFollow = true;

    FakeCluster(Path folder) throws IOException {
        this.folder = folder;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "fake cluster");
        thread.setDaemon(true);
        thread.start();
        var stub = folder.resolve("kubectl");
        Files.writeString(stub, """
                #!%s
                # Passes the command line on to the fake cluster, and does what it says.
                LC_ALL=C
                input=
                case " $* " in *' --filename=- '*) input=$(cat) ;; esac
                exec 3<>"/dev/tcp/127.0.0.1/$FAKE_CLUSTER" || exit 99
                { printf '%%d\\n' $#; for each in "$@" "$input"; do printf '%%d\\n%%s' ${#each} "$each"; done; } >&3
                read -r code length errors <&3
                if [ "$length" != 0 ]; then
                    IFS= read -r -N "$length" output <&3
                    printf '%%s' "$output"
                fi
                [ "$errors" = 0 ] || cat <&3 >&2
                if [ "$code" = forward ]; then PATH=/usr/bin:/bin exec sleep 600; fi
                exit "$code"
                """.formatted(Tools.require("bash")));
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
        put("Namespace", "messaging", "{}");
        put("Secret", "messaging-app-secrets", "{}");
        put("ConfigMap", "messaging-app-config", "{\"data\": {\"ALLOWED_HOSTS\": \"chat.example.com,localhost\"}}");
    }

    /** Returns the environment with which a script finds this cluster. */
    Map<String, String> environment() {
        return Map.of(
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "FAKE_CLUSTER",
                String.valueOf(server.getLocalPort()),
                "TMPDIR",
                folder.toString());
    }

    // ---- what a test says

    /** Applies manifests. */
    synchronized void apply(List<Manifest> manifests) {
        manifests.forEach(manifest -> apply(JSON.valueToTree(manifest.content())));
        settleAll();
    }

    /** Makes pods of an image never become ready. */
    synchronized void breakImage(String image) {
        broken.add(image);
    }

    /** Makes an image missing in the registry. */
    synchronized void withholdImage(String image) {
        breakImage(image);
        withheld.add(image);
    }

    /** Makes the first requests of a probe fail, as before network policies apply to it. */
    synchronized void letInLate(int answers) {
        unheard = answers;
    }

    /** Sets the number of restarts of pods with an image, until they are ready. */
    synchronized void endAgainAndAgain(String image, int times) {
        restarts.put(image, times);
    }

    /**
     * Makes the first pod of a Deployment's next rollout need a number of reads to start, while the old ones remain.
     */
    synchronized void startSlowly(String deployment, int looks) {
        starting.put(deployment, looks);
    }

    /** Makes pods that a rollout replaces visible as terminating for a number of reads. */
    synchronized void lingerFor(int looks) {
        goodbyes = looks;
    }

    /** Makes pods of an image ready, but respond to clients with 503. */
    synchronized void failImage(String image) {
        failing.add(image);
    }

    /** Sets the outcomes of the first requests to pods of an image, such as "timeout 15000". */
    synchronized void answer(String image, List<String> first) {
        troubled = image;
        outcomes.addAll(first);
    }

    /** Makes matching command lines fail without an effect. */
    synchronized void refuse(String command, int code, String errors) {
        rules.add(new Rule(Pattern.compile(command), code, errors));
    }

    /** Runs an action once, before the first matching command line. */
    synchronized void before(String command, Runnable action) {
        hooks.put(Pattern.compile(command), action);
    }

    synchronized void leaveEndpointsBehind() {
        endpointsFollow = false;
    }

    synchronized void forwardTo(String address) {
        api = address;
    }

    synchronized void remove(String kind, String name) {
        objects.remove(kind + "/" + name);
        pods.remove(name);
    }

    synchronized String value(String kind, String name, String path) {
        settleAll();
        var object = objects.get(kind + "/" + name);
        return object == null ? "" : JsonPaths.evaluate("{" + path + "}", object);
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** Returns the command of the latest probe's container. */
    synchronized List<?> probeCommand() {
        return probeCommand;
    }

    synchronized Set<String> probes() {
        return Set.copyOf(probes.keySet());
    }

    synchronized void put(String kind, String name, String json) {
        try {
            var object = (ObjectNode) JSON.readTree(json);
            object.put("kind", kind);
            object.withObject("/metadata").put("name", name).put("resourceVersion", next());
            objects.put(kind + "/" + name, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void patch(String kind, String name, String json) {
        try {
            change(kind + "/" + name, JSON.readTree(json));
            settleAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the wire to the stub

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                // A hook can wait for an effect of another command.
                new Thread(() -> answer(socket)).start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket;
                var in = new DataInputStream(socket.getInputStream())) {
            int count = Integer.parseInt(line(in));
            var arguments = new ArrayList<String>();
            for (int i = 0; i <= count; i++) {
                arguments.add(new String(in.readNBytes(Integer.parseInt(line(in))), StandardCharsets.UTF_8));
            }
            var input = arguments.remove(count);
            var answer = run(arguments, input);
            var code = answer.code() < 0 ? "forward" : String.valueOf(answer.code());
            var output = answer.output().getBytes(StandardCharsets.UTF_8);
            var out = socket.getOutputStream();
            var errors = answer.errors().getBytes(StandardCharsets.UTF_8);
            out.write("%s %d %d\n".formatted(code, output.length, errors.length).getBytes(StandardCharsets.UTF_8));
            out.write(output);
            out.write(errors);
        } catch (IOException e) {
            // The script was interrupted, or the test is over.
            return;
        }
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private ApiResponse run(List<String> arguments, String input) {
        var words = arguments.stream()
                .filter(word -> !word.matches("--(namespace|context|request-timeout)=.*"))
                .toList();
        var command = String.join(" ", words);
        Runnable hook;
        synchronized (this) {
            calls.add(command);
            hook = hooks.entrySet().stream()
                    .filter(each -> each.getKey().matcher(command).find())
                    .findFirst()
                    .map(each -> hooks.remove(each.getKey()))
                    .orElse(() -> {});
        }
        hook.run();
        synchronized (this) {
            for (Rule rule : rules) {
                if (rule.command().matcher(command).find()) {
                    return new ApiResponse(rule.code(), "", rule.errors() + "\n");
                }
            }
            settleAll();
            try {
                return carryOut(words, input);
            } catch (RuntimeException | IOException e) {
                unknown.add(command + ": " + e);
                return new ApiResponse(98, "", "The fake cluster does not know: " + command + "\n");
            }
        }
    }

    // ---- kubectl

    private ApiResponse carryOut(List<String> words, String input) throws IOException {
        return switch (words.get(0)) {
            case "auth" -> new ApiResponse(0, "", "");
            case "get" -> get(words);
            case "patch" -> patch(words);
            case "apply" -> applyFile(words);
            case "scale" -> scale(words);
            case "rollout" -> words.get(1).equals("status") ? status(words) : undo(words);
            case "create" -> createProbe(input);
            case "wait" -> new ApiResponse(0, words.get(2) + " condition met\n", "");
            case "logs" -> log(words.get(1));
            case "delete" -> {
                probes.remove(words.get(2));
                yield new ApiResponse(0, "pod \"" + words.get(2) + "\" deleted\n", "");
            }
            case "port-forward" -> new ApiResponse(-1, "Forwarding from " + api + " -> 8000\n", "");
            case "kustomize" -> kustomize(words.get(1));
            case "top" -> new ApiResponse(0, "NAME CPU(cores) MEMORY(bytes)\n", "");
            default -> throw new IllegalArgumentException("unknown verb");
        };
    }

    private static ApiResponse kustomize(String folder) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        var yaml = new Yaml(options);
        return new ApiResponse(
                0,
                Kustomization.build(Path.of(folder)).stream()
                        .map(manifest -> yaml.dump(manifest.content()))
                        .collect(Collectors.joining("---\n")),
                "");
    }

    private static String option(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith("--" + name + "="))
                .map(word -> word.substring(name.length() + 3))
                .findFirst()
                .orElse("");
    }

    private static String kind(String word) {
        return switch (word.replaceAll("\\..*", "")) {
            case "namespace" -> "Namespace";
            case "service" -> "Service";
            case "secret" -> "Secret";
            case "configmap" -> "ConfigMap";
            case "deployment" -> "Deployment";
            case "pod", "pods" -> "Pod";
            case "replicasets" -> "ReplicaSet";
            case "endpointslices" -> "EndpointSlice";
            case "horizontalpodautoscalers" -> "HorizontalPodAutoscaler";
            default -> throw new IllegalArgumentException("unknown kind");
        };
    }

    private ApiResponse get(List<String> words) {
        var kind = kind(words.get(1));
        var output = option(words, "output");
        if (words.size() > 2 && !words.get(2).startsWith("--")) {
            var name = words.get(2);
            var object = kind.equals("Pod") ? JSON.createObjectNode() : objects.get(kind + "/" + name);
            if (object == null) {
                return words.contains("--ignore-not-found")
                        ? new ApiResponse(0, "", "")
                        : notFound(words.get(1) + "s", name);
            }
            return new ApiResponse(0, render(output, object, words.get(1) + "/" + name), "");
        }
        var list = JSON.createObjectNode();
        var items = list.putArray("items");
        switch (kind) {
            case "Pod" -> {
                pods.values()
                        .forEach(each -> each.stream()
                                .filter(pod -> matches(option(words, "selector"), labels(pod)))
                                .forEach(pod -> items.add(json(pod))));
                leaving.forEach(pod -> items.add(goingAway(pod)));
                goodbyes--;
                if (goodbyes <= 0) {
                    leaving.clear();
                }
            }
            case "ReplicaSet" -> {
                var all = JSON.createArrayNode();
                replicaSets(all);
                all.forEach(set -> {
                    if (matches(option(words, "selector"), set.at("/metadata/labels"))) {
                        items.add(set);
                    }
                });
            }
            case "EndpointSlice" -> {
                var endpoints = items.addObject().putArray("endpoints");
                endpoints(option(words, "selector").replace("kubernetes.io/service-name=", ""))
                        .forEach(pod -> endpoints.addObject().put("name", pod.name));
            }
            default ->
                objects.values().stream()
                        .filter(object -> object.path("kind").asText().equals(kind))
                        .forEach(items::add);
        }
        return new ApiResponse(0, render(output, list, ""), "");
    }

    private static ApiResponse notFound(String kind, String name) {
        return new ApiResponse(1, "", "Error from server (NotFound): " + kind + " \"" + name + "\" not found\n");
    }

    private static String render(String output, JsonNode object, String name) {
        if (output.equals("name")) {
            return name + "\n";
        }
        if (output.startsWith("jsonpath=")) {
            return JsonPaths.evaluate(output.substring("jsonpath=".length()), object);
        }
        if (output.startsWith("go-template={{range .items}}{{range .endpoints}}")) {
            var names = new StringBuilder();
            object.at("/items/0/endpoints")
                    .forEach(each -> names.append(each.get("name").asText()).append('\n'));
            return names.toString();
        }
        if (output.startsWith("go-template={{range $key, $value := .spec.selector.matchLabels}}")) {
            var labels = new StringBuilder();
            object.at("/spec/selector/matchLabels")
                    .properties()
                    .forEach(each ->
                            labels.append(each.getKey() + "=" + each.getValue().asText() + ","));
            return labels.toString();
        }
        if (output.isEmpty() || output.equals("wide")) {
            return object.findValuesAsText("name") + "\n";
        }
        throw new IllegalArgumentException("unknown output");
    }

    private static boolean matches(String selector, JsonNode labels) {
        return Arrays.stream(selector.split(","))
                .map(pair -> pair.split("=", 2))
                .allMatch(pair -> labels.path(pair[0]).asText().equals(pair[1]));
    }

    private ObjectNode json(Pod pod) {
        var json = JSON.createObjectNode();
        var metadata = json.putObject("metadata").put("name", pod.name);
        metadata.set("labels", labels(pod));
        json.putObject("spec")
                .putArray("containers")
                .addObject()
                .put("name", "messaging-app")
                .put("image", pod.image);
        var status = json.putObject("status").put("podIP", pod.ip).put("phase", "Running");
        status.putArray("conditions").addObject().put("type", "Ready").put("status", pod.ready ? "True" : "False");
        if (withheld.contains(pod.image)) {
            wait(status, 0, "ImagePullBackOff", "Back-off pulling image \"" + pod.image + "\"");
        } else if (restarts.containsKey(pod.image) && !pod.ready) {
            wait(status, restarts.get(pod.image), "CrashLoopBackOff", "back-off restarting failed container");
        }
        return json;
    }

    private static ObjectNode labels(Pod pod) {
        return ((ObjectNode) pod.labels.deepCopy()).put("pod-template-hash", pod.hash);
    }

    private static void wait(ObjectNode status, int restarts, String reason, String message) {
        status.putArray("containerStatuses")
                .addObject()
                .put("name", "messaging-app")
                .put("restartCount", restarts)
                .putObject("state")
                .putObject("waiting")
                .put("reason", reason)
                .put("message", message);
    }

    private void replicaSets(ArrayNode items) {
        history.forEach((name, revisions) -> revisions.forEach((number, template) -> {
            var set = items.addObject();
            var metadata =
                    set.putObject("metadata").put("name", name + "-" + number).put("uid", "uid-" + name + "-" + number);
            metadata.putObject("annotations").put(REVISION, String.valueOf(number));
            metadata.set(
                    "labels",
                    ((ObjectNode) template.at("/metadata/labels").deepCopy()).put("pod-template-hash", hash(template)));
            metadata.putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", "apps/v1")
                    .put("kind", "Deployment")
                    .put("name", name)
                    .put("uid", "uid-" + name)
                    .put("controller", true);
            set.putObject("spec").put("replicas", 0).set("template", template);
        }));
    }

    private static String hash(JsonNode template) {
        return Integer.toHexString(template.hashCode());
    }

    private ObjectNode goingAway(Pod pod) {
        var json = json(pod);
        json.withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
        return json;
    }

    private ApiResponse patch(List<String> words) throws IOException {
        var id = kind(words.get(1)) + "/" + words.get(2);
        var present = objects.get(id);
        if (present == null) {
            return notFound(words.get(1) + "s", words.get(2));
        }
        var patch = (ObjectNode) JSON.readTree(option(words, "patch"));
        var version = patch.at("/metadata/resourceVersion").asText();
        if (!version.isEmpty()
                && !version.equals(present.at("/metadata/resourceVersion").asText())) {
            return new ApiResponse(
                    1,
                    "",
                    "Error from server (Conflict): Operation cannot be fulfilled on services \"" + words.get(2)
                            + "\": the object has been modified; please apply your changes to the latest version and try"
                            + " again\n");
        }
        change(id, patch);
        return new ApiResponse(0, words.get(1) + "/" + words.get(2) + " patched\n", "");
    }

    private ApiResponse applyFile(List<String> words) {
        var output = new StringBuilder();
        for (Manifest manifest : Manifest.read(Path.of(option(words, "filename")))) {
            var object = (ObjectNode) JSON.valueToTree(manifest.content());
            if (matches(option(words, "selector"), object.at("/metadata/labels"))) {
                apply(object);
                output.append(manifest.id()).append(" configured\n");
            }
        }
        return new ApiResponse(0, output.toString(), "");
    }

    /** Sets the fields of the file, and removes fields of its previous version that it no longer has. */
    private void apply(ObjectNode object) {
        var id =
                object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
        var present = objects.get(id);
        if (present == null) {
            var made = object.deepCopy();
            made.withObject("/metadata").put("resourceVersion", next()).put("generation", 1);
            made.set("last-applied", object);
            objects.put(id, made);
        } else {
            var gone = removals(present.path("last-applied"), object);
            change(id, gone);
            change(id, object);
            objects.get(id).set("last-applied", object);
        }
    }

    private static ObjectNode removals(JsonNode before, JsonNode after) {
        var gone = JSON.createObjectNode();
        before.properties().forEach(each -> {
            var now = after.get(each.getKey());
            if (now == null) {
                gone.putNull(each.getKey());
            } else if (each.getValue().isObject()) {
                gone.set(each.getKey(), removals(each.getValue(), now));
            }
        });
        return gone;
    }

    private void change(String id, JsonNode patch) {
        var object = objects.get(id);
        var before = object.path("spec").deepCopy();
        merge(object, patch);
        object.withObject("/metadata").put("resourceVersion", next());
        if (!before.equals(object.path("spec"))) {
            object.withObject("/metadata")
                    .put("generation", object.at("/metadata/generation").asInt() + 1);
        }
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(each -> {
            var old = into.get(each.getKey());
            var value = each.getValue();
            if (each.getKey().startsWith("$")) {
                // The order of a list, which is unchanged.
                return;
            }
            if (value.isNull()) {
                into.remove(each.getKey());
            } else if (value.isObject()) {
                merge(old instanceof ObjectNode object ? object : into.putObject(each.getKey()), value);
            } else if (value.isArray() && each.getKey().equals("containers") && old instanceof ArrayNode containers) {
                value.forEach(container -> containers.forEach(present -> {
                    if (present.path("name").equals(container.path("name"))) {
                        merge((ObjectNode) present, container);
                    }
                }));
            } else {
                into.set(each.getKey(), value);
            }
        });
    }

    private ApiResponse scale(List<String> words) {
        var name = words.get(1).replace("deployment/", "");
        change(
                "Deployment/" + name,
                JSON.createObjectNode()
                        .set(
                                "spec",
                                JSON.createObjectNode().put("replicas", Integer.parseInt(option(words, "replicas")))));
        return new ApiResponse(0, "deployment.apps/" + name + " scaled\n", "");
    }

    private ApiResponse status(List<String> words) {
        var name = words.get(2).replace("deployment/", "");
        for (int i = 0; i < 20; i++) {
            settleAll();
        }
        var status = objects.get("Deployment/" + name).path("status");
        if (status.at("/conditions/0/reason").asText().equals("NewReplicaSetAvailable")) {
            return new ApiResponse(0, "deployment \"" + name + "\" successfully rolled out\n", "");
        }
        return new ApiResponse(
                1,
                "Waiting for deployment \"" + name + "\" rollout to finish\n",
                "error: deployment \"" + name + "\" exceeded its progress deadline\n");
    }

    private ApiResponse undo(List<String> words) {
        var name = words.get(2).replace("deployment/", "");
        var revision = Integer.parseInt(option(words, "to-revision"));
        var template = history.get(name).get(revision);
        if (template == null) {
            return new ApiResponse(1, "", "error: unable to find specified revision " + revision + " in history\n");
        }
        var object = objects.get("Deployment/" + name);
        object.withObject("/spec").set("template", template.deepCopy());
        change("Deployment/" + name, JSON.createObjectNode());
        object.withObject("/metadata")
                .put("generation", object.at("/metadata/generation").asInt() + 1);
        return new ApiResponse(0, "deployment.apps/" + name + " rolled back\n", "");
    }

    // ---- for the API server

    synchronized void wonder(String what) {
        unknown.add(what);
    }

    synchronized ObjectNode object(String kind, String name) {
        settleAll();
        if (kind.equals("Pod")) {
            for (JsonNode pod : list("Pod", "", "")) {
                if (pod.at("/metadata/name").asText().equals(name)) {
                    return (ObjectNode) pod;
                }
            }
            return null;
        }
        return objects.get(kind + "/" + name);
    }

    /** Returns the objects of {@code kubectl get}: all of a kind that match both selectors. */
    synchronized ArrayNode list(String kind, String labels, String fields) {
        settleAll();
        var items = JSON.createArrayNode();
        switch (kind) {
            case "Pod" -> {
                pods.values().forEach(each -> each.forEach(pod -> items.add(json(pod))));
                probes.keySet()
                        .forEach(name -> items.add(json(new Pod(
                                name, "10.0.1.1", "", JSON.createObjectNode().put("app", "probe"), "", true))));
            }
            case "EndpointSlice" -> {
                var service = labels.replace("kubernetes.io/service-name=", "");
                var slice = items.addObject();
                slice.putObject("metadata")
                        .put("name", service)
                        .putObject("labels")
                        .put("kubernetes.io/service-name", service);
                var endpoints = slice.put("addressType", "IPv4").putArray("endpoints");
                for (Pod pod : endpoints(service)) {
                    var endpoint = endpoints.addObject();
                    endpoint.putArray("addresses").add(pod.ip);
                    endpoint.putObject("conditions").put("ready", true);
                    endpoint.putObject("targetRef").put("kind", "Pod").put("name", pod.name);
                }
            }
            case "ReplicaSet" -> replicaSets(items);
            default -> {
                for (ObjectNode object : objects.values()) {
                    if (object.path("kind").asText().equals(kind)) {
                        object.withObject("/metadata")
                                .put("uid", "uid-" + object.at("/metadata/name").asText());
                        items.add(object.deepCopy());
                    }
                }
            }
        }
        var chosen = JSON.createArrayNode();
        for (JsonNode item : items) {
            if ((labels.isEmpty() || matches(labels, item.at("/metadata/labels")))
                    && (fields.isEmpty()
                            || fields.equals(
                                    "metadata.name=" + item.at("/metadata/name").asText()))) {
                ((ObjectNode) item).put("kind", kind).put("apiVersion", FakeApiServer.version(kind));
                ((ObjectNode) item).withObject("/metadata").put("namespace", "messaging");
                chosen.add(item);
            }
        }
        return chosen;
    }

    synchronized ObjectNode create(ObjectNode object) {
        var name = object.at("/metadata/name").asText();
        object.withObject("/metadata")
                .put("resourceVersion", next())
                .put("generation", 1)
                .put("uid", "uid-" + name);
        objects.put(object.path("kind").asText() + "/" + name, object);
        return object;
    }

    /** Applies a JSON patch that replaces whole fields, as a rollback sends. */
    synchronized void replace(String kind, String name, JsonNode operations) {
        var object = objects.get(kind + "/" + name);
        for (JsonNode operation : operations) {
            var path = operation.path("path").asText();
            int last = path.lastIndexOf('/');
            ((ObjectNode) object.at(path.substring(0, last))).set(path.substring(last + 1), operation.path("value"));
        }
        object.withObject("/metadata").put("resourceVersion", next());
        object.withObject("/metadata")
                .put("generation", object.at("/metadata/generation").asInt() + 1);
        settleAll();
    }

    synchronized void deleteProbe(String name) {
        probes.remove(name);
    }

    synchronized ApiResponse createProbe(String input) {
        var probe = Manifest.parse(input, "standard input").get(0);
        // Kubernetes rejects it too if a field is invalid.
        for (String version : List.of("1.24", "1.32")) {
            var faults = new KubernetesTypes(version).faults(probe);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(faults.toString());
            }
        }
        var command = (List<?>) probe.at("spec", "containers", 0, "command").orElseThrow();
        probeCommand = List.copyOf(command);
        probes.put(probe.name(), String.valueOf(command.get(4)));
        return new ApiResponse(0, "pod/" + probe.name() + " created\n", "");
    }

    /** Every read adds two answers. */
    synchronized ApiResponse log(String name) {
        var log = logs.computeIfAbsent(name, key -> new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            log.add("2026-01-01T00:00:00Z " + outcome(name, log.size()));
        }
        return new ApiResponse(0, String.join("\n", log) + "\n", "");
    }

    /** Returns the outcome and duration of a request through the probe's Service. */
    private String outcome(String probe, int number) {
        var endpoints = endpoints(probes.get(probe));
        if (endpoints.isEmpty() || number < unheard) {
            return "refused 1";
        }
        if (endpoints.stream().anyMatch(pod -> failing.contains(pod.image))) {
            return "503 12";
        }
        return outcomes.isEmpty() || endpoints.stream().noneMatch(pod -> pod.image.equals(troubled))
                ? "200 12"
                : outcomes.remove(0);
    }

    // ---- what the cluster does by itself

    private List<Pod> endpoints(String service) {
        var selector = objects.get("Service/" + service).at("/spec/selector");
        var found = new ArrayList<Pod>();
        if (endpointsFollow || !selector.path("version").asText().equals("green")) {
            pods.values()
                    .forEach(each -> each.stream()
                            .filter(pod -> pod.ready)
                            .filter(pod -> selector.properties().stream()
                                    .allMatch(pair -> pair.getValue().equals(pod.labels.path(pair.getKey()))))
                            .forEach(found::add));
        }
        return found;
    }

    private void settleAll() {
        objects.forEach((id, object) -> {
            if (id.startsWith("Deployment/")) {
                settle(id.substring("Deployment/".length()), object);
            }
        });
    }

    /** Runs one step of the Deployment controller: adds a pod, or replaces one. */
    private void settle(String name, ObjectNode deployment) {
        var all = pods.computeIfAbsent(name, key -> new ArrayList<>());
        var spec = deployment.withObject("/spec");
        int wanted = wanted(name, spec);
        var template = spec.path("template");
        var hash = hash(template);
        var image = template.at("/spec/containers/0/image").asText();
        if (!spec.path("paused").asBoolean()) {
            var revisions = history.computeIfAbsent(name, key -> new TreeMap<>());
            if (revisions.isEmpty() || !revisions.lastEntry().getValue().equals(template)) {
                int next = revisions.isEmpty() ? 1 : revisions.lastKey() + 1;
                revisions.values().removeIf(template::equals);
                revisions.put(next, template.deepCopy());
                deployment.withObject("/metadata").withObject("annotations").put(REVISION, String.valueOf(next));
                stuck.put(name, 0);
            }
            var old = all.stream().filter(pod -> !pod.hash.equals(hash)).findFirst();
            boolean good = !broken.contains(image);
            if (good && starting.getOrDefault(name, 0) > 0) {
                all.removeIf(pod -> pod.hash.equals(hash) && !pod.ready);
                if (starting.merge(name, -1, Integer::sum) > 0) {
                    all.add(pod(name, hash, template, image, false));
                }
            } else if (old.isPresent() && good) {
                all.remove(old.get());
                if (goodbyes > 0) {
                    leaving.add(old.get());
                }
                all.add(pod(name, hash, template, image, true));
            } else if (old.isPresent() && all.size() <= wanted) {
                all.add(pod(name, hash, template, image, false));
            } else if (old.isEmpty() && all.size() < wanted) {
                all.add(pod(name, hash, template, image, good));
            } else if (all.size() > wanted && good) {
                all.remove(0);
            }
        }
        long updated = all.stream().filter(pod -> pod.hash.equals(hash)).count();
        long ready = all.stream().filter(pod -> pod.ready).count();
        boolean done = updated == wanted && ready == wanted && all.size() == wanted;
        stuck.merge(name, 1, Integer::sum);
        var status = deployment.putObject("status");
        status.put("observedGeneration", deployment.at("/metadata/generation").asInt());
        status.put("replicas", all.size());
        status.put("updatedReplicas", updated);
        status.put("readyReplicas", ready);
        status.put("availableReplicas", ready);
        var told = withheld.contains(image) || restarts.containsKey(image);
        var late = broken.contains(image) && !told && stuck.get(name) > 12;
        status.putArray("conditions")
                .addObject()
                .put("type", "Progressing")
                .put(
                        "reason",
                        done ? "NewReplicaSetAvailable" : late ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated");
    }

    /** The API server's default of 1, or the minimum of the autoscaler, which ignores 0. */
    private int wanted(String name, ObjectNode spec) {
        int wanted = spec.path("replicas").asInt(1);
        var scaler = objects.get("HorizontalPodAutoscaler/" + name);
        if (scaler != null && wanted > 0) {
            wanted = Math.max(wanted, scaler.at("/spec/minReplicas").asInt());
        }
        spec.put("replicas", wanted);
        return wanted;
    }

    private Pod pod(String name, String hash, JsonNode template, String image, boolean ready) {
        counter++;
        return new Pod(
                name + "-" + hash + "-" + counter,
                "10.0.0." + counter,
                hash,
                template.at("/metadata/labels").deepCopy(),
                image,
                ready);
    }

    private String next() {
        return String.valueOf(1000 + counter++);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package messaging.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A Kubernetes object, as plain maps and lists.
 *
 * @param content the fields
 * @param origin source of the object, for messages
 */
record Manifest(Map<String, Object> content, String origin) {

    static List<Manifest> read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> parse(String yaml, String origin) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var manifests = new ArrayList<Manifest>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                manifests.add(new Manifest(map(document), origin));
            }
        }
        return manifests;
    }

    String apiVersion() {
        return String.valueOf(content.get("apiVersion"));
    }

    String kind() {
        return String.valueOf(content.get("kind"));
    }

    String name() {
        return text("metadata", "name").orElse("");
    }

    String id() {
        return kind() + "/" + name();
    }

    Map<String, String> labels() {
        return texts("metadata", "labels");
    }

    /** Returns the value at a path of keys, where a number is an index; empty if it does not exist. */
    Optional<Object> at(Object... path) {
        return find(content, path);
    }

    static Optional<Object> find(Object from, Object... path) {
        Object here = from;
        for (Object step : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list && step instanceof Integer index && index < list.size()) {
                here = list.get(index);
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(here);
    }

    Optional<String> text(Object... path) {
        return at(path).map(String::valueOf);
    }

    /** Returns the map of strings at a path; empty if it does not exist. */
    Map<String, String> texts(Object... path) {
        var texts = new LinkedHashMap<String, String>();
        at(path).ifPresent(found -> map(found).forEach((key, value) -> texts.put(key, String.valueOf(value))));
        return texts;
    }

    /** Returns the list of maps at a path; empty if it does not exist. */
    List<Map<String, Object>> list(Object... path) {
        return maps(at(path).orElse(List.of()));
    }

    static List<Map<String, Object>> maps(Object list) {
        return ((List<?>) list).stream().map(Manifest::map).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    /** Returns the pod template of the object, if it has one. */
    Optional<Map<String, Object>> podTemplate() {
        var path = switch (kind()) {
            case "Deployment", "Job" -> new Object[] {"spec", "template"};
            case "CronJob" -> new Object[] {"spec", "jobTemplate", "spec", "template"};
            default -> new Object[0];
        };
        return path.length == 0 ? Optional.empty() : at(path).map(Manifest::map);
    }

    @Override
    public String toString() {
        return id() + " (" + origin + ")";
    }
}

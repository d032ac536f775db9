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
 * One Kubernetes object, as plain maps and lists.
 *
 * @param content what it says
 * @param origin where it stands, for messages
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

    /** The object at a path of keys, where a number is the place in a list; empty if there is none. */
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

    /** A map of texts at that path; empty if there is none. */
    Map<String, String> texts(Object... path) {
        var texts = new LinkedHashMap<String, String>();
        at(path).ifPresent(found -> map(found).forEach((key, value) -> texts.put(key, String.valueOf(value))));
        return texts;
    }

    /** The maps of a list at that path; empty if there is none. */
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

    /** The template of the pods that the object makes, if it makes any. */
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

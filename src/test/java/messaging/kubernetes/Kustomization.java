package messaging.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds a folder like {@code kubectl kustomize}, for the features that this project uses; other fields are rejected. A
 * test compares the result with kubectl's.
 */
final class Kustomization {
    private static final Set<String> KNOWN = Set.of(
            "apiVersion", "kind", "resources", "components", "patches", "configMapGenerator", "namespace", "images");
    /** Lists that a patch merges element by element, and the field that identifies the elements. */
    private static final Map<String, String> MERGED_BY = Map.of(
            "containers", "name", "volumes", "name", "env", "name", "volumeMounts", "mountPath", "ports", "name");

    private Kustomization() {}

    static List<Manifest> build(Path folder) {
        var manifests = new ArrayList<Manifest>();
        apply(folder.toAbsolutePath().normalize(), manifests);
        return manifests;
    }

    private static void apply(Path folder, List<Manifest> manifests) {
        var file = Manifest.read(folder.resolve("kustomization.yaml")).get(0);
        var unknown = new TreeSet<>(file.content().keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(folder + " uses " + unknown + ", which this class does not know");
        }
        var own = new ArrayList<Manifest>();
        for (Object resource : (List<?>) file.at("resources").orElse(List.of())) {
            var path = folder.resolve(String.valueOf(resource)).normalize();
            if (Files.isDirectory(path)) {
                if (folder.startsWith(path)) {
                    throw new IllegalArgumentException(folder + " builds on a folder that it is in");
                }
                apply(path, own);
            } else if (!path.startsWith(folder)) {
                throw new IllegalArgumentException(folder + " reads a file outside of itself: " + path);
            } else {
                own.addAll(Manifest.read(path));
            }
        }
        for (var generator : file.list("configMapGenerator")) {
            own.add(configMap(folder, generator));
        }
        file.text("namespace")
                .ifPresent(namespace -> own.forEach(manifest ->
                        Manifest.map(manifest.content().get("metadata")).put("namespace", namespace)));
        for (Manifest manifest : own) {
            if (manifests.stream().anyMatch(other -> other.id().equals(manifest.id()))) {
                throw new IllegalArgumentException(folder + " has " + manifest.id() + " twice");
            }
            manifests.add(manifest);
        }
        for (Object component : (List<?>) file.at("components").orElse(List.of())) {
            apply(folder.resolve(String.valueOf(component)).normalize(), manifests);
        }
        for (var patch : file.list("patches")) {
            patch(folder, patch, manifests);
        }
        for (var image : file.list("images")) {
            manifests.forEach(manifest -> manifest.podTemplate().ifPresent(template -> rename(template, image)));
        }
    }

    private static Manifest configMap(Path folder, Map<String, Object> generator) {
        var data = new TreeMap<String, Object>();
        for (Object name : (List<?>) generator.get("files")) {
            try {
                data.put(String.valueOf(name), Files.readString(folder.resolve(String.valueOf(name))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", generator.get("name"));
        Manifest.find(generator, "options", "labels").ifPresent(labels -> metadata.put("labels", labels));
        if (!Boolean.TRUE.equals(
                Manifest.find(generator, "options", "disableNameSuffixHash").orElse(false))) {
            throw new IllegalArgumentException("Names with a hash are not made here");
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("metadata", metadata);
        content.put("data", data);
        return new Manifest(content, folder.getFileName() + "/kustomization.yaml");
    }

    private static void patch(Path folder, Map<String, Object> patch, List<Manifest> manifests) {
        var change =
                Manifest.read(folder.resolve(String.valueOf(patch.get("path")))).get(0);
        var targets = manifests.stream()
                .filter(manifest -> patch.containsKey("target")
                        ? matches(manifest, Manifest.map(patch.get("target")))
                        : manifest.id().equals(change.id()))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(folder + " patches " + change.id() + ", which is not there");
        }
        var content = new LinkedHashMap<>(change.content());
        if (patch.containsKey("target")) {
            content.remove("metadata");
        }
        targets.forEach(target -> merge(target.content(), content));
    }

    private static boolean matches(Manifest manifest, Map<String, Object> target) {
        if (target.containsKey("kind") && !manifest.kind().equals(target.get("kind"))) {
            return false;
        }
        if (target.containsKey("name") && !manifest.name().equals(target.get("name"))) {
            return false;
        }
        var selector = String.valueOf(target.getOrDefault("labelSelector", ""));
        if (selector.isEmpty()) {
            return true;
        }
        var pair = selector.split("=", 2);
        return pair[1].equals(manifest.labels().get(pair[0]));
    }

    private static void merge(Map<String, Object> into, Map<String, Object> change) {
        change.forEach((key, value) -> {
            var old = into.get(key);
            if (value == null) {
                into.remove(key);
            } else if (value instanceof Map && old instanceof Map) {
                merge(Manifest.map(old), Manifest.map(value));
            } else if (value instanceof List && old instanceof List && MERGED_BY.containsKey(key)) {
                into.put(key, mergeLists(Manifest.maps(old), Manifest.maps(value), MERGED_BY.get(key)));
            } else {
                into.put(key, value);
            }
        });
    }

    private static List<Object> mergeLists(
            List<Map<String, Object>> old, List<Map<String, Object>> change, String identity) {
        // As in kustomize, fields of the patch come first.
        var merged = new ArrayList<Object>();
        var rest = new ArrayList<>(old);
        for (var each : change) {
            var found = old.stream()
                    .filter(candidate -> candidate.get(identity).equals(each.get(identity)))
                    .findFirst();
            found.ifPresent(present -> {
                merge(present, each);
                rest.remove(present);
            });
            merged.add(found.orElse(each));
        }
        merged.addAll(rest);
        return merged;
    }

    private static void rename(Map<String, Object> template, Map<String, Object> image) {
        for (var container :
                Manifest.maps(Manifest.find(template, "spec", "containers").orElseThrow())) {
            var present = String.valueOf(container.get("image"));
            var name = present.replaceFirst(":[^:/]*$", "");
            if (name.equals(image.get("name"))) {
                container.put(
                        "image",
                        image.getOrDefault("newName", name) + ":"
                                + image.getOrDefault("newTag", present.substring(name.length() + 1)));
            }
        }
    }
}

package messaging.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of one version of Kubernetes' API, as classes of a Java client that was generated from Kubernetes' API
 * description. They define the fields, their types and (in the official client) which of them are required. The build
 * copies them to {@code target/kubernetes}.
 */
final class KubernetesTypes {
    private static final Map<String, String> FABRIC8 = Map.ofEntries(
            Map.entry("v1", "io.fabric8.kubernetes.api.model"),
            Map.entry("apps/v1", "io.fabric8.kubernetes.api.model.apps"),
            Map.entry("autoscaling/v2", "io.fabric8.kubernetes.api.model.autoscaling.v2"),
            Map.entry("batch/v1", "io.fabric8.kubernetes.api.model.batch.v1"),
            Map.entry("networking.k8s.io/v1", "io.fabric8.kubernetes.api.model.networking.v1"),
            Map.entry("policy/v1", "io.fabric8.kubernetes.api.model.policy.v1"),
            Map.entry("monitoring.coreos.com/v1", "io.fabric8.openshift.api.model.monitoring.v1"),
            Map.entry("cert-manager.io/v1", "io.fabric8.certmanager.api.model.v1"));
    /** Class names of the official client have the version as a prefix and no API group. */
    private static final List<String> OFFICIAL =
            List.of("v1", "apps/v1", "autoscaling/v2", "batch/v1", "networking.k8s.io/v1", "policy/v1");

    private static final String QUANTITY = "[+-]?[0-9]+(\\.[0-9]+)?([numkMGTPE]|[KMGTPE]i|[eE][0-9]+)?";

    private final String version;
    private final ClassLoader loader;
    private final boolean official;

    /** @param version such as {@code 1.32} */
    KubernetesTypes(String version) {
        this.version = version;
        var folder = Path.of(System.getProperty("basedir", "")).resolve("target/kubernetes/" + version);
        try (Stream<Path> jars = Files.list(folder)) {
            loader = new URLClassLoader(
                    jars.map(KubernetesTypes::url).toArray(URL[]::new), KubernetesTypes.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException("Not there; mvn process-test-resources makes it", e);
        }
        official = load("io.kubernetes.client.openapi.models.V1Pod").isPresent();
    }

    /** Returns whether it has types of that API. Those of custom resources are in one version only. */
    boolean knows(String apiVersion) {
        return official ? OFFICIAL.contains(apiVersion) : FABRIC8.containsKey(apiVersion);
    }

    /**
     * Validates an object.
     *
     * @return one line per fault, with the path of the field
     */
    List<String> faults(Manifest manifest) {
        var type = official
                ? load("io.kubernetes.client.openapi.models." + prefix(manifest.apiVersion()) + manifest.kind())
                : load(FABRIC8.get(manifest.apiVersion()) + "." + manifest.kind());
        if (type.isEmpty()) {
            return List.of(version + " has no " + manifest.kind() + " in " + manifest.apiVersion());
        }
        var faults = new ArrayList<String>();
        check(manifest.content(), type.get(), manifest.id(), faults);
        return faults;
    }

    private static String prefix(String apiVersion) {
        var name = apiVersion.substring(apiVersion.indexOf('/') + 1);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void check(Object value, Type type, String path, List<String> faults) {
        if (value == null) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                if (!(value instanceof List<?> list)) {
                    faults.add(path + " is not a list");
                    return;
                }
                for (int i = 0; i < list.size(); i++) {
                    check(list.get(i), generic.getActualTypeArguments()[0], path + "[" + i + "]", faults);
                }
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> check(each, generic.getActualTypeArguments()[1], path + "." + key, faults));
            } else {
                faults.add(path + " is not a map");
            }
            return;
        }
        var plain = (Class<?>) type;
        if (plain == String.class) {
            expect(value instanceof String, path, "a string", value, faults);
        } else if (plain == Integer.class || plain == Long.class) {
            expect(value instanceof Integer || value instanceof Long, path, "an integer", value, faults);
        } else if (plain == Boolean.class) {
            expect(value instanceof Boolean, path, "true or false", value, faults);
        } else if (plain == Double.class) {
            expect(value instanceof Number, path, "a number", value, faults);
        } else if (plain.getSimpleName().equals("IntOrString")) {
            expect(value instanceof Integer || value instanceof String, path, "a number or string", value, faults);
        } else if (plain.getSimpleName().equals("Quantity")) {
            expect(String.valueOf(value).matches(QUANTITY), path, "a quantity", value, faults);
        } else if (plain.getName().startsWith("io.")) {
            if (value instanceof Map<?, ?> map) {
                checkFields(map, plain, path, faults);
            } else {
                faults.add(path + " has no fields");
            }
        } else if (plain != Object.class) {
            throw new IllegalStateException("Unknown type of " + path + ": " + plain);
        }
    }

    private static void expect(boolean isExpected, String path, String expected, Object value, List<String> faults) {
        if (!isExpected) {
            faults.add(path + " is not " + expected + ": " + value);
        }
    }

    private void checkFields(Map<?, ?> value, Class<?> type, String path, List<String> faults) {
        var fields = fields(type);
        value.forEach((key, each) -> {
            var field = fields.get(String.valueOf(key));
            if (field == null) {
                faults.add(path + " has no field " + key + " in " + version);
            } else {
                check(each, field.getGenericType(), path + "." + key, faults);
            }
        });
        fields.forEach((name, field) -> {
            if (!value.containsKey(name) && isRequired(type, field)) {
                faults.add(path + " lacks " + name);
            }
        });
    }

    /** Fields by their JSON names. */
    private static Map<String, Field> fields(Class<?> type) {
        var fields = new LinkedHashMap<String, Field>();
        for (Class<?> here = type; here != null && here != Object.class; here = here.getSuperclass()) {
            for (Field field : here.getDeclaredFields()) {
                annotation(field, "com.google.gson.annotations.SerializedName", "value")
                        .or(() -> Optional.ofNullable(field.getAnnotation(JsonProperty.class))
                                .map(JsonProperty::value))
                        .ifPresent(name -> fields.put(String.valueOf(name), field));
            }
        }
        return fields;
    }

    private static boolean isRequired(Class<?> type, Field field) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getName()
                                .equalsIgnoreCase("get" + field.getName().replace("_", "")))
                .anyMatch(method -> has(method, "jakarta.annotation.Nonnull")
                        || annotation(method, "io.swagger.annotations.ApiModelProperty", "required")
                                .equals(Optional.of(true)));
    }

    private static boolean has(AnnotatedElement element, String annotation) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(annotation));
    }

    /** Returns a value of an annotation from another class loader. */
    private static Optional<Object> annotation(AnnotatedElement element, String name, String attribute) {
        for (Annotation each : element.getAnnotations()) {
            if (each.annotationType().getName().equals(name)) {
                try {
                    Method method = each.annotationType().getMethod(attribute);
                    return Optional.ofNullable(method.invoke(each));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String toString() {
        return version;
    }
}

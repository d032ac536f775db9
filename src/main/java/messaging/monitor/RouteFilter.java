package messaging.monitor;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records the resource that a request is for, as a path template with parameter names. */
@Provider
public class RouteFilter implements ContainerRequestFilter {
    static final String ATTRIBUTE = RouteFilter.class.getName();

    private static final String ROOT = "/api/v1/";

    private final Map<Method, String> routes = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext context) {
        context.setProperty(
                ATTRIBUTE,
                routes.computeIfAbsent(
                        resource.getResourceMethod(), method -> route(resource.getResourceClass(), method)));
    }

    static String route(AnnotatedElement... parts) {
        return Stream.of(parts)
                .map(part -> part.getAnnotation(Path.class))
                .filter(Objects::nonNull)
                .map(Path::value)
                .flatMap(path -> Stream.of(path.split("/")))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> segment.replaceFirst("^\\{\\s*([^:}\\s]+).*", "{$1}") + "/")
                .collect(Collectors.joining("", ROOT, ""));
    }
}

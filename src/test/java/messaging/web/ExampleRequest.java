package messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Requests to {@code http://backend:8000/api/v1/users/}. */
final class ExampleRequest {
    private ExampleRequest() {}

    static HttpServletRequest with(Map<String, List<String>> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ExampleRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" ->
                        headers.getOrDefault(arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" -> Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                    case "getScheme" -> "http";
                    case "getServerName" -> "backend";
                    case "getServerPort" -> 8000;
                    case "getRemoteAddr" -> "10.0.0.1";
                    case "getRequestURI" -> "/api/v1/users/";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

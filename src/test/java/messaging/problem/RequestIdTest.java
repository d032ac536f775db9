package messaging.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private final ServletRequest request = request();

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh", "3f6c0b7e-6b0d-4f0e-9a51-0f2a5f6f7c11", "A.b_c-123"})
    void harmlessIdIsKept(String id) {
        assertEquals(id, RequestId.assign(request, id));
        assertEquals(id, RequestId.of(request));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "short", "has blanks in it", "line\nbreak-line", "${jndi:ldap}", "<script>x</script>"})
    void otherIdsAreReplaced(String id) {
        var assigned = RequestId.assign(request, id);
        assertNotEquals(id, assigned);
        assertEquals(36, assigned.length());
        // RFC 9562: a random UUID
        assertEquals(4, UUID.fromString(assigned).version());
        assertEquals(2, UUID.fromString(assigned).variant());
    }

    @Test
    void longIdIsReplaced() {
        assertEquals(64, RequestId.assign(request, "a".repeat(64)).length());
        assertEquals(36, RequestId.assign(request, "a".repeat(65)).length());
    }

    @Test
    void missingIdIsAssignedOnce() {
        var id = RequestId.of(request);
        assertTrue(id.length() > 8);
        assertEquals(id, RequestId.of(request));
    }

    private static ServletRequest request() {
        Map<Object, Object> attributes = new HashMap<>();
        return (ServletRequest) Proxy.newProxyInstance(
                RequestIdTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

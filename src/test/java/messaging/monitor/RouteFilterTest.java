package messaging.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;

// S-RUN-6
class RouteFilterTest {
    @Path("conversations/{conversation_id: [0-9]+}/messages")
    private static final class Resource {
        @Path("/")
        public void list() {}

        @Path("{id}/")
        public void one() {}

        public void bare() {}
    }

    @Test
    void templatesAreJoinedByOneSlash() throws NoSuchMethodException {
        assertEquals("/api/v1/conversations/{conversation_id}/messages/", route("list"));
        assertEquals("/api/v1/conversations/{conversation_id}/messages/", route("bare"));
    }

    @Test
    void parameterPatternsAreRemoved() throws NoSuchMethodException {
        assertEquals("/api/v1/conversations/{conversation_id}/messages/{id}/", route("one"));
    }

    private static String route(String method) throws NoSuchMethodException {
        return RouteFilter.route(Resource.class, Resource.class.getMethod(method));
    }
}

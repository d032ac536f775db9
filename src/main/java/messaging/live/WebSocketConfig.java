package messaging.live;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/**
 * Registers the WebSocket endpoint with the container. Annotations cannot do so: for an annotated endpoint that accepts partial
 * messages, Liberty does not limit the size of a frame (com.ibm.ws.wsoc.MessageReader of 26.0.0.5), and buffers it in memory.
 */
public class WebSocketConfig implements ServerApplicationConfig {
    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpoints) {
        return Set.of(ServerEndpointConfig.Builder.create(WebSocketEndpoint.class, "/api/v1/ws")
                .configurator(new CdiConfigurator())
                .build());
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> endpoints) {
        return endpoints;
    }

    /** Returns the CDI bean for every connection. The state of a connection is kept with its session. */
    public static class CdiConfigurator extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return CDI.current().select(type).get();
        }
    }
}

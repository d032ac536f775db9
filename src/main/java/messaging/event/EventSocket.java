package messaging.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.json.Json;
import messaging.problem.ErrorCode;
import messaging.problem.FieldError;
import messaging.problem.InvalidInput;
import messaging.problem.JsonType;
import messaging.problem.ProblemException;
import messaging.problem.ValueFormat;
import messaging.token.Grant;
import messaging.token.Grants;

/**
 * What changes over a WebSocket, and what clients say (S-PLUS-5). The token is in the header of the handshake or in the
 * first message, never in the address, which ends up in logs.
 */
@ApplicationScoped
public class EventSocket extends Endpoint {
    private static final Logger LOG = Logger.getLogger(EventSocket.class.getName());
    private static final int MAX_MESSAGE = 65_536;
    private static final String CONNECTION = "messaging.connection";

    @Inject
    private Hub hub;

    @Inject
    private Reception reception;

    @Inject
    private Doorstep doorstep;

    @Inject
    private Grants grants;

    @Inject
    private Actions actions;

    @Resource(lookup = Workers.NAME)
    private ManagedExecutorService workers;

    /**
     * Where it is. Not by annotations: for an endpoint that has them and takes messages in parts, Liberty bounds no frame
     * (com.ibm.ws.wsoc.MessageReader of 26.0.0.5), and keeps what it has of one in memory.
     */
    public static class Address implements ServerApplicationConfig {
        @Override
        public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> found) {
            return Set.of(ServerEndpointConfig.Builder.create(EventSocket.class, "/api/v1/ws")
                    .configurator(new OneForAll())
                    .build());
        }

        @Override
        public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> found) {
            return found;
        }
    }

    /** Hands out the bean: what belongs to one connection is kept with its session. */
    public static class OneForAll extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return CDI.current().select(type).get();
        }
    }

    /**
     * Somebody connects, with or without a token in the header.
     *
     * @param session of the WebSocket
     * @param config of the endpoint
     */
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxTextMessageBufferSize(MAX_MESSAGE);
        session.setMaxBinaryMessageBufferSize(MAX_MESSAGE);
        session.addMessageHandler(new Parts(session));
        session.setMaxIdleTimeout(0);
        var grant = Grant.of(session.getUserPrincipal());
        if (grant.isEmpty()) {
            doorstep.wait(session);
            return;
        }
        try {
            admit(session, grant.get(), new Reception.Known(since(session), Optional.empty()));
        } catch (InvalidInput e) {
            refuse(session, detail(e));
        }
    }

    private static Optional<Position> since(Session session) {
        return Optional.ofNullable(session.getRequestParameterMap().get("since"))
                .map(values -> Position.parse("since", values.get(0)));
    }

    /** Puts the parts of a message together, up to the bound: the container would do so without one. */
    private final class Parts implements MessageHandler.Partial<String> {
        private final Session session;
        private final StringBuilder text = new StringBuilder();

        Parts(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(String part, boolean last) {
            if (!session.isOpen()) {
                return;
            }
            if (text.length() + part.length() > MAX_MESSAGE) {
                text.setLength(0);
                SocketConnection.close(session, new CloseReason(CloseCodes.TOO_BIG, "too large"));
                return;
            }
            text.append(part);
            if (last) {
                var message = text.toString();
                text.setLength(0);
                message(message, session);
            }
        }
    }

    private void message(String text, Session session) {
        var connection = connection(session);
        try {
            var message = Json.MAPPER.readTree(text);
            if (!message.isObject() || !message.path("type").isTextual()) {
                throw new InvalidInput("type", ErrorCode.REQUIRED);
            }
            if (connection.isPresent()) {
                take(message, connection.get());
            } else {
                knock(message, session);
            }
        } catch (JsonProcessingException e) {
            answer(session, connection, "The message is not well-formed JSON.");
        } catch (ProblemException e) {
            answer(session, connection, detail(e));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A message of a WebSocket failed", e);
            answer(session, connection, "Something went wrong on the server.");
        }
    }

    private void knock(JsonNode message, Session session) {
        var grant = Optional.of(message)
                .filter(first -> first.get("type").textValue().equals("auth"))
                .map(first -> first.path("token"))
                .filter(JsonNode::isTextual)
                .flatMap(token -> grants.judge(token.textValue()));
        if (grant.isEmpty()) {
            refuse(session, "The first message must be 'auth' with a valid access token.");
            return;
        }
        var known = known(message);
        doorstep.leave(session);
        admit(session, grant.get(), known);
    }

    private static Reception.Known known(JsonNode message) {
        var since = given(message, "since", JsonNode::isTextual, JsonType.STRING)
                .map(text -> Position.parse("since", text.textValue()));
        var versions = given(message, "versions", JsonNode::isObject, JsonType.OBJECT);
        return new Reception.Known(since, versions.map(EventSocket::versions));
    }

    private static Map<Long, Long> versions(JsonNode versions) {
        Map<String, Long> byName = new HashMap<>();
        versions.properties()
                .forEach(one -> byName.put(
                        one.getKey(),
                        one.getValue().canConvertToLong() && one.getValue().isIntegralNumber()
                                ? one.getValue().longValue()
                                : null));
        return new KnownVersions(byName).byId();
    }

    // Whoever says what they have in a form that makes no sense must not be taken for one who has nothing.
    private static Optional<JsonNode> given(
            JsonNode message, String name, Predicate<JsonNode> fits, JsonType expected) {
        var value = Optional.of(message.path(name)).filter(node -> !node.isMissingNode() && !node.isNull());
        if (value.filter(fits.negate()).isPresent()) {
            throw new InvalidInput(FieldError.type(name, expected));
        }
        return value;
    }

    private void admit(Session session, Grant grant, Reception.Known known) {
        var connection = new SocketConnection[1];
        connection[0] = new SocketConnection(grant, session, workers, () -> hub.closed(connection[0]));
        session.getUserProperties().put(CONNECTION, connection[0]);
        reception.open(connection[0], known);
    }

    private void take(JsonNode message, Connection connection) {
        switch (message.get("type").textValue()) {
            case "auth" -> prolong(message, connection);
            case "typing" -> actions.typing(connection.user(), number(message, "conversation"));
            case "read" -> actions.read(connection.user(), number(message, "conversation"), number(message, "seq"));
            case "ping" -> connection.send(Delivery.of(Frames.Pong.TYPE, new Frames.Pong(Frames.Pong.TYPE)));
            default -> throw new InvalidInput(FieldError.choice("type", List.of("auth", "ping", "read", "typing")));
        }
    }

    private void prolong(JsonNode message, Connection connection) {
        var grant = Optional.of(message.path("token"))
                .filter(JsonNode::isTextual)
                .flatMap(token -> grants.judge(token.textValue()))
                .filter(fresh -> fresh.account() == connection.user())
                .orElseThrow(() -> new InvalidInput(FieldError.format("token", ValueFormat.ACCESS_TOKEN)));
        connection.prolong(grant);
    }

    private static long number(JsonNode message, String name) {
        var value = message.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidInput(FieldError.type(name, JsonType.INTEGER));
        }
        if (value.longValue() < 1) {
            throw new InvalidInput(name, ErrorCode.TOO_SMALL, Map.of(FieldError.MIN, 1));
        }
        return value.longValue();
    }

    private void answer(Session session, Optional<Connection> connection, String detail) {
        connection.ifPresentOrElse(
                open -> open.send(fault(detail)),
                // Nobody is to talk nonsense for long without saying who it is.
                () -> refuse(session, detail));
    }

    private void refuse(Session session, String detail) {
        doorstep.leave(session);
        session.getAsyncRemote()
                .sendText(
                        fault(detail).text(),
                        result -> workers.execute(() -> SocketConnection.close(
                                session, new CloseReason(CloseCodes.VIOLATED_POLICY, "not authenticated"))));
    }

    private static Delivery fault(String detail) {
        return Delivery.of(Frames.Fault.TYPE, new Frames.Fault(Frames.Fault.TYPE, detail));
    }

    private static String detail(ProblemException problem) {
        return problem.errors().isEmpty()
                ? problem.getMessage()
                : String.join(
                        "; ",
                        problem.errors().stream()
                                .map(error -> error.field() + " " + error.message())
                                .toList());
    }

    /**
     * The client is gone.
     *
     * @param session of the WebSocket
     * @param reason why
     */
    @Override
    public void onClose(Session session, CloseReason reason) {
        leave(session);
    }

    private void leave(Session session) {
        doorstep.leave(session);
        connection(session).ifPresent(Connection::lost);
    }

    /**
     * The connection broke, or a message was too large.
     *
     * @param session of the WebSocket
     * @param error what happened
     */
    @Override
    public void onError(Session session, Throwable error) {
        LOG.log(Level.FINE, "A WebSocket broke", error);
        leave(session);
    }

    private static Optional<Connection> connection(Session session) {
        return Optional.ofNullable((Connection) session.getUserProperties().get(CONNECTION));
    }
}

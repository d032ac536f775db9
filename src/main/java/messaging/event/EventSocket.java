package messaging.event;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.auth.StreamAuthorization;
import messaging.auth.StreamAuthorizations;
import messaging.problem.ProblemException;

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
    private StreamAuthorizations grants;

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
        session.addMessageHandler(new BinaryRefusal(session));
        session.setMaxIdleTimeout(0);
        var grant = StreamAuthorization.of(session.getUserPrincipal());
        if (grant.isEmpty()) {
            doorstep.wait(session);
            return;
        }
        try {
            admit(session, grant.get(), new Reception.Known(since(session), Optional.empty()));
        } catch (InvalidClientMessage e) {
            refuse(session, e.fault(), fault(e));
        }
    }

    private static Optional<Position> since(Session session) throws InvalidClientMessage {
        var values = session.getRequestParameterMap().getOrDefault("since", List.of());
        return values.isEmpty() || values.get(0).isBlank()
                ? Optional.empty()
                : Optional.of(ClientMessage.position(values.get(0)));
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
                SocketConnection.close(session, SocketCloseReason.MESSAGE_TOO_LARGE.toCloseReason());
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

    /** Closes a connection whose client sends bytes: every message here is JSON text. */
    private static final class BinaryRefusal implements MessageHandler.Partial<ByteBuffer> {
        private final Session session;

        BinaryRefusal(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            SocketConnection.close(session, SocketCloseReason.BINARY_NOT_SUPPORTED.toCloseReason());
        }
    }

    private void message(String text, Session session) {
        var connection = connection(session);
        try {
            var message = ClientMessage.parse(text);
            if (connection.isPresent()) {
                take(message, connection.get());
            } else {
                authenticate(message, session);
            }
        } catch (InvalidClientMessage e) {
            answer(session, connection, e.fault(), fault(e));
        } catch (ProblemException e) {
            var fault = fault(e);
            answer(session, connection, fault, Frames.Fault.of(fault, detail(e), e.errors()));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A message of a WebSocket failed", e);
            answer(
                    session,
                    connection,
                    MessageFault.FAILED,
                    Frames.Fault.of(MessageFault.FAILED, "Something went wrong on the server.", List.of()));
        }
    }

    private void authenticate(ClientMessage message, Session session) throws InvalidClientMessage {
        if (!message.type().equals(ClientMessage.AUTH)) {
            throw new InvalidClientMessage(
                    MessageFault.NOT_AUTHENTICATED, "The first message must be of type auth, with an access token.");
        }
        var grant = grants.authorize(message.text("token"))
                .orElseThrow(() -> new InvalidClientMessage(
                        MessageFault.NOT_AUTHENTICATED, "The access token is not valid or has expired."));
        var known = new Reception.Known(message.since(), message.versions());
        doorstep.leave(session);
        admit(session, grant, known);
    }

    private void admit(Session session, StreamAuthorization grant, Reception.Known known) {
        var connection = new SocketConnection[1];
        connection[0] = new SocketConnection(grant, session, workers, () -> hub.closed(connection[0]));
        session.getUserProperties().put(CONNECTION, connection[0]);
        reception.open(connection[0], known);
    }

    private void take(ClientMessage message, Connection connection) throws InvalidClientMessage {
        switch (message.type()) {
            case ClientMessage.AUTH -> prolong(message, connection);
            case ClientMessage.TYPING -> actions.typing(connection.user(), message.number("conversation"));
            case ClientMessage.READ ->
                actions.read(connection.user(), message.number("conversation"), message.number("seq"));
            case ClientMessage.PING ->
                connection.send(Delivery.of(Frames.Pong.TYPE, new Frames.Pong(Frames.Pong.TYPE)));
            default -> throw message.unknownType();
        }
    }

    private void prolong(ClientMessage message, Connection connection) throws InvalidClientMessage {
        var grant = grants.authorize(message.text("token"))
                .filter(fresh -> fresh.account() == connection.user())
                .orElseThrow(() -> new InvalidClientMessage(
                        MessageFault.INVALID_TOKEN, "The access token is not valid for this account or has expired."));
        connection.prolong(grant);
    }

    private void answer(Session session, Optional<Connection> connection, MessageFault fault, Frames.Fault frame) {
        connection.ifPresentOrElse(
                open -> open.send(Delivery.of(Frames.Fault.TYPE, frame)),
                // A client must authenticate before it may send anything else.
                () -> refuse(session, fault, frame));
    }

    private void refuse(Session session, MessageFault fault, Frames.Fault frame) {
        doorstep.leave(session);
        session.getAsyncRemote()
                .sendText(
                        Delivery.of(Frames.Fault.TYPE, frame).text(),
                        result -> workers.execute(() -> SocketConnection.close(session, SocketCloseReason.of(fault))));
    }

    private static Frames.Fault fault(InvalidClientMessage invalid) {
        return Frames.Fault.of(invalid.fault(), invalid.getMessage(), invalid.errors());
    }

    private static MessageFault fault(ProblemException problem) {
        return switch (problem.status()) {
            case BAD_REQUEST -> MessageFault.INVALID_MESSAGE;
            case NOT_FOUND -> MessageFault.NOT_FOUND;
            default -> problem.status().getStatusCode() < 500 ? MessageFault.REFUSED : MessageFault.FAILED;
        };
    }

    private static String detail(ProblemException problem) {
        return problem.errors().isEmpty() ? problem.getMessage() : ClientMessage.detail(problem.errors());
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

package messaging.live;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import messaging.auth.StreamAuthorization;
import messaging.auth.StreamAuthorizations;
import messaging.problem.ProblemException;
import messaging.sync.SyncToken;

/**
 * The WebSocket: sends live changes, and accepts the commands of clients (S-PLUS-5). The token is in a header of the handshake
 * or in the first message, never in the address, which is logged.
 */
@ApplicationScoped
public class WebSocketEndpoint extends Endpoint {
    private static final Logger LOG = Logger.getLogger(WebSocketEndpoint.class.getName());
    private static final int MAX_MESSAGE_CHARACTERS = 65_536;
    private static final String CONNECTION = "messaging.connection";

    @Inject
    private Hub hub;

    @Inject
    private ConnectionAdmission admission;

    @Inject
    private PendingAuthentications authentications;

    @Inject
    private StreamAuthorizations authorizations;

    @Inject
    private ClientCommands commands;

    @Resource(lookup = LiveExecutor.NAME)
    private ManagedExecutorService executor;

    /**
     * Opens a connection, with or without a token in the handshake.
     *
     * @param session session of the WebSocket
     * @param config configuration of the endpoint
     */
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxTextMessageBufferSize(MAX_MESSAGE_CHARACTERS);
        session.setMaxBinaryMessageBufferSize(MAX_MESSAGE_CHARACTERS);
        session.addMessageHandler(new MessageAssembler(session));
        session.addMessageHandler(new BinaryMessageRejection(session));
        session.setMaxIdleTimeout(0);
        var authorization = StreamAuthorization.of(session.getUserPrincipal());
        if (authorization.isEmpty()) {
            authentications.add(session);
            return;
        }
        try {
            admit(session, authorization.get(), ResumePoint.at(since(session)));
        } catch (InvalidClientMessage e) {
            reject(session, e.code(), errorFrame(e));
        }
    }

    private static Optional<SyncToken> since(Session session) throws InvalidClientMessage {
        var values = session.getRequestParameterMap().getOrDefault("since", List.of());
        return values.isEmpty() || values.get(0).isBlank()
                ? Optional.empty()
                : Optional.of(ClientMessage.parseSyncToken(values.get(0)));
    }

    /** Assembles the parts of a message, up to the limit: the container would assemble them without one. */
    private final class MessageAssembler implements MessageHandler.Partial<String> {
        private final Session session;
        private final StringBuilder text = new StringBuilder();

        MessageAssembler(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(String part, boolean last) {
            if (!session.isOpen()) {
                return;
            }
            if (text.length() + part.length() > MAX_MESSAGE_CHARACTERS) {
                text.setLength(0);
                WebSocketCloseReason.MESSAGE_TOO_LARGE.close(session);
                return;
            }
            text.append(part);
            if (last) {
                var message = text.toString();
                text.setLength(0);
                handle(message, session);
            }
        }
    }

    /** Closes a connection whose client sends binary messages: all messages are JSON text. */
    private static final class BinaryMessageRejection implements MessageHandler.Partial<ByteBuffer> {
        private final Session session;

        BinaryMessageRejection(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            WebSocketCloseReason.BINARY_NOT_SUPPORTED.close(session);
        }
    }

    private void handle(String text, Session session) {
        var connection = connection(session);
        try {
            var message = ClientMessage.parse(text);
            if (connection.isPresent()) {
                execute(message, connection.get());
            } else {
                authenticate(message, session);
            }
        } catch (InvalidClientMessage e) {
            respond(session, connection, e.code(), errorFrame(e));
        } catch (ProblemException e) {
            var code = code(e);
            respond(session, connection, code, ServerFrames.Error.of(code, detail(e), e.errors()));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "Handling a WebSocket message failed", e);
            respond(
                    session,
                    connection,
                    ErrorFrameCode.FAILED,
                    ServerFrames.Error.of(ErrorFrameCode.FAILED, "Something went wrong on the server.", List.of()));
        }
    }

    private void authenticate(ClientMessage message, Session session) throws InvalidClientMessage {
        if (!message.type().equals(ClientMessage.AUTH)) {
            throw new InvalidClientMessage(
                    ErrorFrameCode.NOT_AUTHENTICATED, "The first message must be of type auth, with an access token.");
        }
        var authorization = authorizations
                .authorize(message.text("token"))
                .orElseThrow(() -> new InvalidClientMessage(
                        ErrorFrameCode.NOT_AUTHENTICATED, "The access token is not valid or has expired."));
        var resume = new ResumePoint(message.since(), message.versions());
        authentications.remove(session);
        admit(session, authorization, resume);
    }

    private void admit(Session session, StreamAuthorization authorization, ResumePoint resume) {
        var connection = new WebSocketConnection(authorization, session, executor, hub::connectionClosed);
        session.getUserProperties().put(CONNECTION, connection);
        admission.admit(connection, resume);
    }

    private void execute(ClientMessage message, Connection connection) throws InvalidClientMessage {
        switch (message.type()) {
            case ClientMessage.AUTH -> renewToken(message, connection);
            case ClientMessage.TYPING -> commands.notifyTyping(connection.user(), message.number("conversation"));
            case ClientMessage.READ ->
                commands.markRead(connection.user(), message.number("conversation"), message.number("seq"));
            case ClientMessage.PING ->
                connection.send(
                        OutboundFrame.of(ServerFrames.Pong.TYPE, new ServerFrames.Pong(ServerFrames.Pong.TYPE)));
            default -> throw message.unknownType();
        }
    }

    private void renewToken(ClientMessage message, Connection connection) throws InvalidClientMessage {
        var authorization = authorizations
                .authorize(message.text("token"))
                .filter(renewed -> renewed.account() == connection.user())
                .orElseThrow(() -> new InvalidClientMessage(
                        ErrorFrameCode.INVALID_TOKEN,
                        "The access token is not valid for this account or has expired."));
        connection.renewToken(authorization);
    }

    private void respond(
            Session session, Optional<Connection> connection, ErrorFrameCode code, ServerFrames.Error frame) {
        connection.ifPresentOrElse(
                open -> open.send(OutboundFrame.of(ServerFrames.Error.TYPE, frame)),
                // A client must authenticate before it can send anything else.
                () -> reject(session, code, frame));
    }

    private void reject(Session session, ErrorFrameCode code, ServerFrames.Error frame) {
        authentications.remove(session);
        session.getAsyncRemote()
                .sendText(
                        OutboundFrame.of(ServerFrames.Error.TYPE, frame).text(),
                        result -> executor.execute(
                                () -> WebSocketCloseReason.close(session, WebSocketCloseReason.of(code))));
    }

    private static ServerFrames.Error errorFrame(InvalidClientMessage invalid) {
        return ServerFrames.Error.of(invalid.code(), invalid.getMessage(), invalid.errors());
    }

    private static ErrorFrameCode code(ProblemException problem) {
        return switch (problem.status()) {
            case BAD_REQUEST -> ErrorFrameCode.INVALID_MESSAGE;
            case NOT_FOUND -> ErrorFrameCode.NOT_FOUND;
            default -> problem.status().getStatusCode() < 500 ? ErrorFrameCode.REFUSED : ErrorFrameCode.FAILED;
        };
    }

    private static String detail(ProblemException problem) {
        return problem.errors().isEmpty() ? problem.getMessage() : ClientMessage.detail(problem.errors());
    }

    /**
     * Removes the connection of a client that has left.
     *
     * @param session session of the WebSocket
     * @param reason why it was closed
     */
    @Override
    public void onClose(Session session, CloseReason reason) {
        close(session);
    }

    private void close(Session session) {
        authentications.remove(session);
        connection(session).ifPresent(Connection::close);
    }

    /**
     * Removes the connection after an error of the transport.
     *
     * @param session session of the WebSocket
     * @param error the error
     */
    @Override
    public void onError(Session session, Throwable error) {
        LOG.log(Level.FINE, "WebSocket failed", error);
        close(session);
    }

    private static Optional<Connection> connection(Session session) {
        return Optional.ofNullable((Connection) session.getUserProperties().get(CONNECTION));
    }
}

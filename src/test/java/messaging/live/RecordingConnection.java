package messaging.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import messaging.auth.StreamAuthorization;
import messaging.json.Json;
import messaging.monitor.Metrics.Transport;

/** A connection that records the frames that it is sent. */
final class RecordingConnection extends Connection {
    final List<OutboundFrame> frames = new ArrayList<>();
    private boolean blocked;
    private boolean transportClosed;

    RecordingConnection(long user) {
        this(user, Instant.MAX);
    }

    RecordingConnection(long user, Instant expiresAt) {
        super(new StreamAuthorization(user, Optional.empty(), expiresAt), connection -> {});
    }

    /** Returns a connection whose client has caught up. */
    static RecordingConnection live(long user) {
        var connection = new RecordingConnection(user);
        connection.takeMissed();
        return connection;
    }

    /** Keeps the next frame from being written until {@link #unblock}. */
    void block() {
        blocked = true;
    }

    void unblock() {
        blocked = false;
        frameWritten();
    }

    boolean isTransportClosed() {
        return transportClosed;
    }

    List<String> types() {
        return json().stream().map(frame -> frame.get("type").textValue()).toList();
    }

    List<JsonNode> json() {
        return frames.stream().map(RecordingConnection::parse).toList();
    }

    private static JsonNode parse(OutboundFrame frame) {
        try {
            return Json.MAPPER.readTree(frame.text());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Transport transport() {
        return Transport.SSE;
    }

    @Override
    void write(OutboundFrame frame) {
        frames.add(frame);
        if (!blocked) {
            frameWritten();
        }
    }

    @Override
    void closeTransport() {
        transportClosed = true;
    }
}

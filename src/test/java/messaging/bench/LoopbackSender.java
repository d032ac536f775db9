package messaging.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The ceiling for live delivery: writes as many bytes as the product to the same number of connections, and does nothing else. */
final class LoopbackSender implements AutoCloseable {
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final List<SocketChannel> channels = new ArrayList<>();

    LoopbackSender() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BenchData.LISTENERS);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Accepts all connections that were opened. */
    void accept(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            channels.add(server.accept());
        }
    }

    /** Writes a message to every connection. */
    void send(long number, int size) throws IOException {
        var marker = Receivers.marker(number);
        var message = (" ".repeat(Math.max(0, size - marker.length())) + marker).getBytes(StandardCharsets.US_ASCII);
        for (var channel : channels) {
            for (var buffer = ByteBuffer.wrap(message); buffer.hasRemaining(); ) {
                channel.write(buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var channel : channels) {
            channel.close();
        }
        server.close();
    }
}

package messaging.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whether or not earlier ones are answered, and measures from the time a request was due:
 * a server that stalls delays all requests that users would have sent meanwhile.
 *
 * <p>One thread writes prepared bytes and looks for the ends of responses, so that the load takes little from the server
 * beside it.
 */
final class OpenLoop implements AutoCloseable {
    private static final int UNAVAILABLE = 503;
    private static final int BUFFER = 131_072;
    private static final long LONGEST_PARK = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);

    private final int maxConnections;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private int open;
    private int inFlight;
    private Run run;

    /**
     * Creates the load.
     *
     * @param maxConnections connections, each with one request at a time; requests beyond are not sent but counted
     */
    OpenLoop(int maxConnections) throws IOException {
        this.maxConnections = maxConnections;
        selector = Selector.open();
    }

    /**
     * What became of the requests.
     *
     * @param accepted microseconds from due time to response, of those that succeeded
     * @param shed responses with 503
     * @param failed other responses, and connections that failed
     * @param unsent requests that were due while too many were in flight
     * @param example the first failure; null if there was none
     */
    record Result(Histogram accepted, long shed, long failed, long unsent, String example) {
        double p50() {
            return accepted.getValueAtPercentile(50) / 1e3;
        }

        double p99() {
            return accepted.getValueAtPercentile(99) / 1e3;
        }

        long total() {
            return accepted.getTotalCount() + shed + failed + unsent;
        }
    }

    /** Counts what becomes of the requests of one run. */
    private static final class Run {
        private final Target target;
        private final Histogram accepted = new Histogram(3);
        private long shed;
        private long failed;
        private long unsent;
        private String example;

        Run(Target target) {
            this.target = target;
        }

        void fail(String why) {
            failed++;
            example = example == null ? why : example;
        }

        Result result() {
            return new Result(accepted, shed, failed, unsent, example);
        }
    }

    private static final class Connection {
        private final SocketChannel channel;
        private final ResponseParser parser = new ResponseParser();
        private boolean isBusy;
        private long due;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Sends requests and waits for all responses.
     *
     * @param target the requests
     * @param rate requests a second
     * @param seconds how long
     * @return what became of them
     */
    Result run(Target target, double rate, int seconds) throws IOException {
        run = new Run(target);
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < target.size(); i++) {
            requests.add(bytes(target, i));
        }
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(target.root()).getPort());
        // Notices what the server has closed since the last run.
        selector.selectNow();
        read();
        long start = System.nanoTime();
        long count = Math.max(1, Math.round(rate * seconds));
        long last = start + (long) (count * 1e9 / rate);
        for (long i = 0; i < count || inFlight > 0; ) {
            long due = start + (long) (i * 1e9 / rate);
            if (i < count && due <= System.nanoTime()) {
                send(requests.get((int) (i % requests.size())), due, address);
                i++;
            } else {
                await(i < count ? due : System.nanoTime() + LONGEST_PARK);
                if (System.nanoTime() - last > TIMEOUT) {
                    throw new IOException(inFlight + " requests were not answered");
                }
            }
        }
        return run.result();
    }

    private static byte[] bytes(Target target, int number) {
        var text = new StringBuilder(target.method() + " /" + target.path(number) + " HTTP/1.1\r\nHost: "
                + URI.create(target.root()).getAuthority() + "\r\n");
        target.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        var body = target.body(number).getBytes(StandardCharsets.UTF_8);
        if (!target.bodies().isEmpty()) {
            text.append("Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
        }
        var head = text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private void send(byte[] request, long due, InetSocketAddress address) throws IOException {
        // The one used last, so that few connections serve a server that is fast.
        var connection = idle.pollFirst();
        if (connection == null && open == maxConnections) {
            run.unsent++;
            return;
        }
        if (connection == null) {
            connection = connect(address);
        }
        connection.due = due;
        connection.isBusy = true;
        inFlight++;
        var bytes = ByteBuffer.wrap(request);
        try {
            while (bytes.hasRemaining()) {
                connection.channel.write(bytes);
            }
        } catch (IOException e) {
            close(connection, e.toString());
        }
    }

    private Connection connect(InetSocketAddress address) throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        open++;
        return connection;
    }

    private void await(long until) throws IOException {
        if (selector.selectNow() == 0) {
            long left = until - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(Math.min(left, LONGEST_PARK));
            }
            return;
        }
        read();
    }

    private void read() {
        for (var key : selector.selectedKeys()) {
            var connection = (Connection) key.attachment();
            try {
                read(connection);
            } catch (IOException e) {
                close(connection, e.toString());
            }
        }
        selector.selectedKeys().clear();
    }

    private void read(Connection connection) throws IOException {
        buffer.clear();
        int count = connection.channel.read(buffer);
        if (count < 0) {
            close(connection, "The server closed the connection");
            return;
        }
        buffer.flip();
        while (connection.parser.parse(buffer)) {
            end(connection);
        }
    }

    private void end(Connection connection) {
        var parser = connection.parser;
        if (parser.status() == run.target.status()) {
            run.accepted.recordValue((System.nanoTime() - connection.due) / 1_000);
        } else if (parser.status() == UNAVAILABLE) {
            run.shed++;
        } else {
            run.fail(parser.status() + " " + parser.excerpt());
        }
        connection.isBusy = false;
        inFlight--;
        if (parser.isClosing()) {
            close(connection, "");
        } else {
            idle.addFirst(connection);
        }
    }

    private void close(Connection connection, String why) {
        if (connection.isBusy) {
            run.fail(why);
            inFlight--;
            connection.isBusy = false;
        } else {
            idle.remove(connection);
        }
        open--;
        try {
            connection.channel.close();
        } catch (IOException e) {
            // It is closed in any case.
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

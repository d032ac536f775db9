package messaging.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Many connections that wait for numbered messages, read by one thread. A message is recognized by its marker, wherever it
 * is in the stream.
 */
final class Receivers implements AutoCloseable {
    private static final byte[] MARKER = "#bench-".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 65_536;
    private static final int START = 600;
    private static final int GROUP = 50;
    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final Duration LONGEST_NOISE = Duration.ofSeconds(10);

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();
    private final Map<Long, Expected> expected = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "receivers");
    private volatile Histogram latency = new ConcurrentHistogram(3);

    private record Expected(long due, CountDownLatch missing) {}

    /** Where a connection's parser is. */
    private static final class Position {
        private int matched;
        private long number;
        private volatile long last = -1;
        private volatile String start = "";
    }

    /**
     * Connects.
     *
     * @param port on the loopback address
     * @param requests what each connection sends first
     */
    Receivers(int port, List<String> requests) throws IOException {
        reader.setDaemon(true);
        reader.start();
        for (var request : requests) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channels.add(channel);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            var position = new Position();
            positions.add(position);
            channel.register(selector, SelectionKey.OP_READ, position);
            selector.wakeup();
            if (!request.isEmpty() && channels.size() % GROUP == 0) {
                awaitSilence();
            }
        }
    }

    // Everyone is told who comes online. Of a thousand at once, the server would end many connections for being slow.
    private void awaitSilence() {
        long end = System.nanoTime() + LONGEST_NOISE.toNanos();
        long before;
        do {
            before = bytes.get();
            LockSupport.parkNanos(SILENCE.toNanos());
        } while (bytes.get() > before && System.nanoTime() < end);
    }

    /** Returns the text by which a message is recognized. */
    static String marker(long number) {
        return new String(MARKER, StandardCharsets.US_ASCII) + number + ".";
    }

    /** Announces a message before it is sent; numbers must rise. */
    void expect(long number, long due) {
        expected.put(number, new Expected(due, new CountDownLatch(channels.size())));
    }

    /**
     * Waits until every connection has a message, and returns whether that happened in time.
     *
     * @throws IllegalStateException if the server has closed a connection
     */
    boolean await(long number, int seconds) throws InterruptedException {
        if (closed.get() > 0) {
            throw new IllegalStateException("The server closed " + closed.get() + " connections");
        }
        return expected.get(number).missing().await(seconds, TimeUnit.SECONDS);
    }

    /** Describes the connections without a message, for a message about the failure. */
    String missing(long number) {
        var without =
                positions.stream().filter(position -> position.last < number).toList();
        return without.size() + " of " + channels.size() + " connections did not receive message " + number
                + without.stream()
                        .findFirst()
                        .map(position -> ", one after message " + position.last + "; it starts with: " + position.start)
                        .orElse("");
    }

    /** Returns microseconds from the due time of the messages to their receipt since the last call. */
    Histogram takeLatency() {
        var taken = latency;
        latency = new ConcurrentHistogram(3);
        return taken;
    }

    long bytes() {
        return bytes.get();
    }

    private void read() {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            while (selector.isOpen()) {
                selector.select();
                for (var keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                    var key = keys.next();
                    buffer.clear();
                    int count = ((SocketChannel) key.channel()).read(buffer);
                    if (count < 0) {
                        key.cancel();
                        closed.incrementAndGet();
                        continue;
                    }
                    bytes.addAndGet(count);
                    long now = System.nanoTime();
                    buffer.flip();
                    var position = (Position) key.attachment();
                    if (position.start.isEmpty()) {
                        position.start = StandardCharsets.UTF_8
                                .decode(buffer.slice(0, Math.min(START, count)))
                                .toString();
                    }
                    parse(buffer, position, now);
                }
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // Closed by the benchmark; a wait for a message that is still running ends by its timeout.
        }
    }

    private void parse(ByteBuffer buffer, Position position, long now) {
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (position.matched < MARKER.length) {
                position.matched = next == MARKER[position.matched] ? position.matched + 1 : next == MARKER[0] ? 1 : 0;
                position.number = 0;
            } else if (next >= '0' && next <= '9') {
                position.number = position.number * 10 + next - '0';
            } else {
                position.matched = 0;
                receive(position, now);
            }
        }
    }

    // A change may be delivered twice.
    private void receive(Position position, long now) {
        var message = expected.get(position.number);
        if (message != null && position.number > position.last) {
            position.last = position.number;
            latency.recordValue(Math.max(0, now - message.due()) / 1_000);
            message.missing().countDown();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (var channel : channels) {
            channel.close();
        }
    }
}

package messaging.bench;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Makes a closed-loop load from threads of this process, each with work of its own. */
final class ClosedLoop implements Load {
    private static final int DIGITS = 3;

    private final int connections;
    private final Worker worker;

    /** The action that a thread repeats. */
    interface Worker {
        /**
         * Prepares a thread's work.
         *
         * @param thread from 0
         * @return one request; returns the bytes of the response
         * @throws Exception if that fails
         */
        Callable<Integer> open(int thread) throws Exception;
    }

    ClosedLoop(int connections, Worker worker) {
        this.connections = connections;
        this.worker = worker;
    }

    @Override
    public Outcome run(int seconds) throws Exception {
        var pool = Executors.newFixedThreadPool(connections);
        try {
            var calls = new ArrayList<Callable<Integer>>();
            for (int thread = 0; thread < connections; thread++) {
                calls.add(worker.open(thread));
            }
            long start = System.nanoTime();
            long end = start + TimeUnit.SECONDS.toNanos(seconds);
            var running = new ArrayList<Future<Part>>();
            for (var call : calls) {
                running.add(pool.submit(() -> repeat(call, end)));
            }
            long requests = 0;
            long bytes = 0;
            var histogram = new Histogram(DIGITS);
            for (var part : running) {
                requests += part.get().requests();
                bytes += part.get().bytes();
                histogram.add(part.get().latency());
            }
            return new Outcome(
                    requests, (System.nanoTime() - start) / 1e9, bytes, histogram.getValueAtPercentile(99) / 1e3);
        } finally {
            pool.shutdownNow();
        }
    }

    private record Part(long requests, long bytes, Histogram latency) {}

    private static Part repeat(Callable<Integer> call, long end) throws Exception {
        long requests = 0;
        long bytes = 0;
        var latency = new Histogram(DIGITS);
        for (long before = System.nanoTime(); before < end; ) {
            bytes += call.call();
            requests++;
            long after = System.nanoTime();
            latency.recordValue((after - before) / 1_000);
            before = after;
        }
        return new Part(requests, bytes, latency);
    }
}

package messaging.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a fixed rate, whether or not earlier ones are answered, and measures from the time a request was due:
 * a server that stalls delays all requests that users would have sent meanwhile.
 */
final class OpenLoop {
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final int maxInFlight;

    /**
     * Creates the load.
     *
     * @param client sends the requests
     * @param maxInFlight requests beyond this number are not sent but counted
     */
    OpenLoop(HttpClient client, int maxInFlight) {
        this.client = client;
        this.maxInFlight = maxInFlight;
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

    /**
     * Sends requests and waits for all responses.
     *
     * @param target the requests
     * @param rate requests a second
     * @param seconds how long
     * @return what became of them
     */
    Result run(Target target, double rate, int seconds) {
        var accepted = new ConcurrentHistogram(3);
        var shed = new AtomicLong();
        var failed = new AtomicLong();
        var unsent = new AtomicLong();
        var example = new AtomicReference<String>();
        var slots = new Semaphore(maxInFlight);
        var inFlight = new Phaser(1);
        long start = System.nanoTime();
        long count = Math.max(1, Math.round(rate * seconds));
        for (long i = 0; i < count; i++) {
            long due = start + (long) (i * 1e9 / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (!slots.tryAcquire()) {
                unsent.incrementAndGet();
                continue;
            }
            inFlight.register();
            client.sendAsync(target.request(i), BodyHandlers.ofString()).whenComplete((response, failure) -> {
                long micros = (System.nanoTime() - due) / 1_000;
                if (failure != null) {
                    failed.incrementAndGet();
                    example.compareAndSet(null, failure.toString());
                } else {
                    count(response, target, micros, accepted, shed, failed, example);
                }
                slots.release();
                inFlight.arriveAndDeregister();
            });
        }
        inFlight.arriveAndAwaitAdvance();
        return new Result(accepted, shed.get(), failed.get(), unsent.get(), example.get());
    }

    private static void count(
            HttpResponse<String> response,
            Target target,
            long micros,
            Histogram accepted,
            AtomicLong shed,
            AtomicLong failed,
            AtomicReference<String> example) {
        if (response.statusCode() == target.status()) {
            accepted.recordValue(micros);
        } else if (response.statusCode() == UNAVAILABLE) {
            shed.incrementAndGet();
        } else {
            failed.incrementAndGet();
            example.compareAndSet(null, response.statusCode() + " " + response.body());
        }
    }
}

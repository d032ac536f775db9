package messaging.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Limits how many requests run and how many wait (S-SPEED-6). A burst waits. The server is overloaded when the queue is
 * more than half full and its oldest request has waited for longer than {@link #TARGET_WAIT}. Then the newest request runs
 * first, requests that have waited for longer than {@link #OVERLOAD_WAIT} are refused, and only as many run at once as
 * keep the server busy ({@link ConcurrencyLimit}), so that accepted requests get timely responses. The overload ends
 * when no request has been refused for {@link #QUIET_INTERVAL} and none waits.
 *
 * <p>This is CoDel with an adaptive LIFO queue, as in B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015; the length of
 * the queue distinguishes an overload from a few slow requests. A request that runs for longer than {@link
 * #LONG_RUNNING_TIME} is assumed to wait for something other than the processor, such as a slow client, and gives its slot
 * to another one.
 */
final class AdmissionQueue {
    /** Waiting time of the oldest request from which a long queue is an overload. */
    static final Duration TARGET_WAIT = Duration.ofMillis(100);

    /** Waiting time after which a request is refused in an overload. */
    static final Duration OVERLOAD_WAIT = Duration.ofMillis(20);

    /** Time without a refusal after which an overload is over. */
    static final Duration QUIET_INTERVAL = Duration.ofMillis(100);

    /** Waiting time after which a request is always refused. */
    static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** Time after which a running request no longer counts. */
    static final Duration LONG_RUNNING_TIME = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(AdmissionQueue.class.getName());

    private final Executor entry;
    private final Executor threads;
    private final ConcurrencyLimit limit;
    private final int maxWaiting;
    private final int maxThreads;
    private final LongSupplier nanoTime;

    private final Set<Request> running = new LinkedHashSet<>();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int longRunning;
    private long refused;
    private boolean overloaded;
    private long lastRefusal;

    /**
     * Creates an empty queue.
     *
     * @param entry runs requests that are admitted at once; may use the calling thread
     * @param threads runs requests that are admitted later; must have a thread for each running request
     * @param limit maximum number of concurrent requests
     * @param maxWaiting maximum number of waiting requests
     * @param maxThreads maximum number of threads, including those of long-running requests
     * @param nanoTime the time in nanoseconds, from any origin
     */
    AdmissionQueue(
            Executor entry,
            Executor threads,
            ConcurrencyLimit limit,
            int maxWaiting,
            int maxThreads,
            LongSupplier nanoTime) {
        this.entry = entry;
        this.threads = threads;
        this.limit = limit;
        this.maxWaiting = maxWaiting;
        this.maxThreads = maxThreads;
        this.nanoTime = nanoTime;
    }

    /** A request and the time at which its current state started. */
    private static final class Request {
        private final Runnable work;
        private final Runnable refusal;
        private long since;
        private boolean isUnloaded;

        Request(Runnable work, Runnable refusal, long since) {
            this.work = work;
            this.refusal = refusal;
            this.since = since;
        }
    }

    /**
     * The state of the queue at one moment.
     *
     * @param running number of running requests that count
     * @param longRunning number of running requests that no longer count
     * @param waiting number of waiting requests
     * @param refused number of requests refused since startup
     * @param isOverloaded whether requests that wait too long are refused
     */
    record State(int running, int longRunning, int waiting, long refused, boolean isOverloaded) {}

    /**
     * Runs a request once a slot is free, or refuses it, now or later.
     *
     * @param work processes the request
     * @param refusal responds that the server is busy; must not wait for the client
     */
    void submit(Runnable work, Runnable refusal) {
        var now = nanoTime.getAsLong();
        var request = new Request(work, refusal, now);
        List<Request> excess = List.of();
        synchronized (this) {
            if (running.size() < limit.value()) {
                add(request);
            } else {
                waiting.addLast(request);
                excess = takeExcess(now);
                request = null;
            }
        }
        excess.forEach(AdmissionQueue::refuse);
        if (request != null) {
            start(request, entry);
        }
    }

    /**
     * Refuses requests that have waited too long and replaces those that have run too long. Must be called several
     * times per second.
     */
    void maintain() {
        List<Request> stale;
        List<Request> next = new ArrayList<>();
        synchronized (this) {
            var now = nanoTime.getAsLong();
            running.removeIf(request -> {
                var isLong =
                        now - request.since > LONG_RUNNING_TIME.toNanos() && limit.max() + longRunning < maxThreads;
                longRunning += isLong ? 1 : 0;
                return isLong;
            });
            if (overloaded) {
                limit.adjust();
            }
            while (running.size() < limit.value() && !waiting.isEmpty()) {
                next.add(takeWaiting(now));
            }
            stale = takeStale(now);
        }
        next.forEach(request -> start(request, threads));
        stale.forEach(AdmissionQueue::refuse);
    }

    /** Returns the current state. */
    synchronized State state() {
        return new State(running.size(), longRunning, waiting.size(), refused, overloaded);
    }

    private void start(Request first, Executor executor) {
        try {
            executor.execute(() -> run(first));
        } catch (RejectedExecutionException stopping) {
            synchronized (this) {
                running.remove(first);
                refused++;
            }
            refuse(first);
        }
    }

    // A failure, for example because the connection is gone, must not keep other requests from running.
    private static void refuse(Request request) {
        try {
            request.refusal.run();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Cannot send a refusal; the connection is probably gone", e);
        }
    }

    // The same thread continues with waiting requests: a thread switch costs more than a short request.
    private void run(Request first) {
        var request = first;
        try {
            while (request != null) {
                var current = request;
                request = null;
                try {
                    current.work.run();
                } finally {
                    request = finish(current);
                }
            }
        } finally {
            // The previous request failed.
            if (request != null) {
                start(request, threads);
            }
        }
    }

    /** Returns the request that gets the slot of one that has ended; null if none does. */
    private Request finish(Request ended) {
        List<Request> stale;
        Request next;
        synchronized (this) {
            if (!running.remove(ended)) {
                longRunning--;
                return null;
            }
            var now = nanoTime.getAsLong();
            limit.record(now - ended.since, ended.isUnloaded);
            stale = takeStale(now);
            next = waiting.isEmpty() || running.size() >= limit.value() ? null : takeWaiting(now);
        }
        stale.forEach(AdmissionQueue::refuse);
        return next;
    }

    private Request takeWaiting(long now) {
        var next = overloaded ? waiting.pollLast() : waiting.pollFirst();
        next.since = now;
        add(next);
        return next;
    }

    private void add(Request request) {
        running.add(request);
        request.isUnloaded = limit.isUnloaded(running.size());
    }

    /** Removes requests that cannot run in time: in an overload, the oldest beyond one per slot. */
    private List<Request> takeExcess(long now) {
        var max = overloaded ? Math.min(limit.max(), maxWaiting) : maxWaiting;
        var excess = new ArrayList<Request>(1);
        while (waiting.size() > max) {
            // Before an overload is detected, a full queue refuses the newest request.
            excess.add(overloaded ? waiting.pollFirst() : waiting.pollLast());
        }
        count(excess, now);
        return excess;
    }

    private List<Request> takeStale(long now) {
        if (!overloaded && waiting.size() > maxWaiting / 2 && hasWaited(waiting.peekFirst(), TARGET_WAIT, now)) {
            overloaded = true;
            limit.restrict();
        }
        var stale = new ArrayList<Request>(0);
        while (!waiting.isEmpty() && hasWaited(waiting.peekFirst(), overloaded ? OVERLOAD_WAIT : MAX_WAIT, now)) {
            stale.add(waiting.pollFirst());
        }
        count(stale, now);
        if (overloaded && waiting.isEmpty() && now - lastRefusal > QUIET_INTERVAL.toNanos()) {
            overloaded = false;
            limit.lift();
        }
        return stale;
    }

    private void count(List<Request> requests, long now) {
        refused += requests.size();
        lastRefusal = requests.isEmpty() ? lastRefusal : now;
    }

    private static boolean hasWaited(Request request, Duration time, long now) {
        return now - request.since > time.toNanos();
    }
}

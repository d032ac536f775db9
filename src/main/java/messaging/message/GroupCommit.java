package messaging.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Combines requests that arrive while a transaction is running into the next one (ADR 0036). A request starts its
 * transaction at once, on its own thread, if no transaction with the same key and fewer transactions than the limit are
 * running. Otherwise it waits. When a transaction ends, the first waiting request leads the next one for the requests that
 * wait behind it. No state remains once the last request has returned.
 *
 * <p>A failing request does not affect others: if a shared transaction fails before its commit, each of its requests is
 * executed in a transaction of its own. A transaction that runs longer than the maximum wait no longer counts, and requests
 * that have waited for its key for that long are executed alone, in the order of the database's locks.
 *
 * @param <K> the key that running transactions must not share, because the database would block one of them
 * @param <Q> the requests
 * @param <R> the results
 */
final class GroupCommit<K, Q, R> {
    // Longer than the transaction timeout and the timeouts of the driver.
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final int maxTransactions;
    private final int maxBatchSize;
    private final Duration maxWait;
    private final Function<Q, K> keyOf;
    private final Transaction<Q, R> transaction;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private final Map<K, Batch> running = new HashMap<>();
    private final Set<Batch> counted = new LinkedHashSet<>();

    /**
     * Creates an idle group commit.
     *
     * @param maxTransactions number of running transactions from which requests wait
     * @param maxBatchSize maximum number of requests in one transaction
     * @param maxWait maximum time for which a request waits for earlier transactions
     * @param keyOf returns the key of a request
     * @param transaction executes requests
     */
    GroupCommit(
            int maxTransactions,
            int maxBatchSize,
            Duration maxWait,
            Function<Q, K> keyOf,
            Transaction<Q, R> transaction) {
        this.maxTransactions = maxTransactions;
        this.maxBatchSize = maxBatchSize;
        this.maxWait = maxWait;
        this.keyOf = keyOf;
        this.transaction = transaction;
    }

    /** Executes requests in one transaction. */
    @FunctionalInterface
    interface Transaction<Q, R> {
        /**
         * Executes requests in one transaction.
         *
         * @param requests one or more
         * @return their results, in the order of the requests; empty for a request that must be executed alone, which does not
         *     happen if it is the only one
         * @throws CommitFailed if it is unknown whether the database has committed
         */
        List<Optional<R>> execute(List<Q> requests);
    }

    /** It is unknown whether a transaction was committed, so it must not be repeated. The requests report the cause. */
    static final class CommitFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommitFailed(Throwable cause) {
            super(cause);
        }

        private RuntimeException failure() {
            return getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(getCause());
        }
    }

    private enum State {
        /** In the queue. */
        WAITING,
        /** The thread of the request executes a transaction for several requests. */
        LEADING,
        /** Another thread executes the request. */
        LED,
        DONE,
        FAILED,
        /** The thread of the request executes it in a transaction of its own. */
        ALONE
    }

    /** A request in the queue; guarded by the lock. */
    private final class Pending {
        private final Q request;
        private final K key;
        private final Condition changed = lock.newCondition();
        private State state = State.WAITING;
        private Batch batch;
        private R result;
        private RuntimeException failure;

        private Pending(Q request) {
            this.request = request;
            this.key = keyOf.apply(request);
        }

        private void become(State next) {
            state = next;
            changed.signal();
        }

        private void finish(Optional<R> outcome) {
            result = outcome.orElse(null);
            become(outcome.isPresent() ? State.DONE : State.ALONE);
        }

        private void fail(RuntimeException error) {
            failure = error;
            become(State.FAILED);
        }
    }

    /** A running transaction. */
    private final class Batch {
        private final List<Pending> requests = new ArrayList<>();
        private final long start = System.nanoTime();
        private boolean ended;

        private boolean isOverdue() {
            return System.nanoTime() - start >= maxWait.toNanos();
        }
    }

    /**
     * Executes a request, possibly together with others.
     *
     * @return its result
     * @throws RuntimeException of the transaction
     */
    R submit(Q request) {
        var pending = new Pending(request);
        State state;
        lock.lock();
        try {
            waiting.add(pending);
            startNext();
            state = await(pending);
        } finally {
            lock.unlock();
        }
        return switch (state) {
            case LEADING -> lead(pending);
            case DONE -> pending.result;
            case FAILED -> throw pending.failure;
            default -> alone(request);
        };
    }

    /** Returns whether no request waits and no transaction is running. */
    boolean isIdle() {
        lock.lock();
        try {
            return waiting.isEmpty() && running.isEmpty() && counted.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    // Starts transactions up to the limit, each led by the thread of its first request.
    private void startNext() {
        while (counted.size() < maxTransactions) {
            var batch = new Batch();
            for (Iterator<Pending> all = waiting.iterator(); all.hasNext() && batch.requests.size() < maxBatchSize; ) {
                var pending = all.next();
                var other = running.putIfAbsent(pending.key, batch);
                if (other == null || other == batch) {
                    batch.requests.add(pending);
                    all.remove();
                }
            }
            if (batch.requests.isEmpty()) {
                return;
            }
            counted.add(batch);
            for (var pending : batch.requests) {
                pending.batch = batch;
                pending.become(pending == batch.requests.get(0) ? State.LEADING : State.LED);
            }
        }
    }

    private State await(Pending pending) {
        if (!await(pending, State.WAITING, maxWait)) {
            counted.removeIf(Batch::isOverdue);
            startNext();
            if (pending.state == State.WAITING) {
                waiting.remove(pending);
                pending.state = State.ALONE;
            }
        }
        if (!await(pending, State.LED, TIMEOUT)) {
            pending.fail(new IllegalStateException("The transaction has not ended in time"));
        }
        return pending.state;
    }

    // Returns false if the state has not changed in time. Restores the interrupt flag for later blocking calls.
    private boolean await(Pending pending, State state, Duration time) {
        var isInterrupted = false;
        try {
            long left = time.toNanos();
            while (pending.state == state && left > 0) {
                long end = System.nanoTime() + left;
                try {
                    left = pending.changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    left = end - System.nanoTime();
                }
            }
            return pending.state != state;
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private R lead(Pending leader) {
        var batch = leader.batch;
        try {
            var results = transaction.execute(
                    batch.requests.stream().map(pending -> pending.request).toList());
            end(batch, position -> batch.requests.get(position).finish(results.get(position)));
        } catch (CommitFailed e) {
            end(batch, position -> batch.requests.get(position).fail(e.failure()));
        } catch (RuntimeException e) {
            if (batch.requests.size() == 1) {
                throw e;
            }
        } finally {
            // The other requests must continue even after an error of the virtual machine.
            end(batch, position -> batch.requests.get(position).become(State.ALONE));
        }
        return switch (leader.state) {
            case DONE -> leader.result;
            case FAILED -> throw leader.failure;
            default -> alone(leader.request);
        };
    }

    // Does nothing if the transaction has already ended. Starts the next one first, because its leader is waiting.
    private void end(Batch batch, IntConsumer outcome) {
        lock.lock();
        try {
            if (batch.ended) {
                return;
            }
            batch.ended = true;
            counted.remove(batch);
            batch.requests.forEach(pending -> running.remove(pending.key, batch));
            startNext();
            for (int position = 0; position < batch.requests.size(); position++) {
                outcome.accept(position);
            }
        } finally {
            lock.unlock();
        }
    }

    private R alone(Q request) {
        try {
            return transaction.execute(List.of(request)).get(0).orElseThrow();
        } catch (CommitFailed e) {
            throw e.failure();
        }
    }
}

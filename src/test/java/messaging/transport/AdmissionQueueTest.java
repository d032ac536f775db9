package messaging.transport;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which requests run, wait and are refused, with threads and a clock that the test controls. */
class AdmissionQueueTest { // S-SPEED-6
    private static final int RUNNING = 2;
    private static final int WAITING = 4;
    private static final int THREADS = 3;

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;
    private AdmissionQueue queue = queue(THREADS);

    private AdmissionQueue queue(int maxThreads) {
        return new AdmissionQueue(threads::add, threads::add, limit(), WAITING, maxThreads, () -> now);
    }

    private static ConcurrencyLimit limit() {
        return new ConcurrencyLimit(1, RUNNING);
    }

    private void submit(String name) {
        queue.submit(() -> events.add(name), () -> events.add("refused " + name));
    }

    private void submitAll(String... names) {
        List.of(names).forEach(this::submit);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void runsRequestsWithinTheBoundAtOnce() {
        submitAll("a", "b", "c");
        assertEquals(RUNNING, threads.size());
        assertEquals(new AdmissionQueue.State(2, 0, 1, 0, false), queue.state());
    }

    @Test
    void threadContinuesWithTheOldestWaitingRequest() {
        submitAll("a", "b", "c", "d");
        threads.remove().run();
        assertEquals(List.of("a", "c", "d"), events);
        threads.remove().run();
        assertEquals(List.of("a", "c", "d", "b"), events);
        assertEquals(new AdmissionQueue.State(0, 0, 0, 0, false), queue.state());
    }

    @Test
    void fullQueueRefusesTheNewestRequest() {
        submitAll("a", "b", "1", "2", "3", "4", "5", "6");
        assertEquals(List.of("refused 5", "refused 6"), events);
        assertEquals(2, queue.state().refused());
    }

    @Test
    void burstWaitsItsTurn() {
        submitAll("a", "b", "1", "2");
        pass(AdmissionQueue.MAX_WAIT);
        queue.maintain();
        threads.remove().run();
        assertEquals(List.of("a", "1", "2"), events);
    }

    @Test
    void requestThatWaitsForTooLongIsRefused() {
        queue = queue(RUNNING);
        submitAll("a", "b", "1");
        pass(AdmissionQueue.MAX_WAIT.plusMillis(1));
        submit("2");
        queue.maintain();
        assertEquals(List.of("refused 1"), events);
        assertFalse(queue.state().isOverloaded());
    }

    @Test
    void overloadRunsNewestFirstAndRefusesLongWaits() {
        submitAll("a", "b", "old", "older");
        pass(AdmissionQueue.TARGET_WAIT.plusMillis(1));
        submitAll("new", "newest");
        threads.remove().run();
        assertEquals(List.of("a", "refused old", "refused older", "newest", "new"), events);
    }

    @Test
    void waitsAreShortInAnOverload() {
        overload();
        submit("1");
        pass(AdmissionQueue.OVERLOAD_WAIT);
        queue.maintain();
        assertEquals(List.of(), events);
        pass(Duration.ofMillis(1));
        queue.maintain();
        assertEquals(List.of("refused 1"), events);
    }

    @Test
    void overloadEndsWhenNoRequestWasRefusedForAWhile() {
        overload();
        threads.remove().run();
        queue.maintain();
        assertTrue(queue.state().isOverloaded(), "a pause of the clients");
        pass(AdmissionQueue.QUIET_INTERVAL.plusMillis(1));
        submitAll("c", "1");
        queue.maintain();
        assertTrue(queue.state().isOverloaded(), "requests wait");
        threads.remove().run();
        queue.maintain();
        assertFalse(queue.state().isOverloaded());
    }

    @Test
    void overloadRunsFewRequestsAtOnce() {
        queue = new AdmissionQueue(threads::add, threads::add, new ConcurrencyLimit(1, 8), 40, 16, () -> now);
        IntStream.range(0, 32).forEach(i -> submit("x" + i));
        assertEquals(8, queue.state().running());
        pass(AdmissionQueue.TARGET_WAIT.plusMillis(1));
        queue.maintain();
        assertTrue(queue.state().isOverloaded());
        events.clear();
        submitAll("1", "2", "3", "4");
        for (int i = 0; i < 6; i++) {
            threads.remove().run();
            assertEquals(7 - i, queue.state().running(), "no waiting request takes this place");
        }
        threads.remove().run();
        assertEquals(List.of("x0", "x1", "x2", "x3", "x4", "x5", "x6", "4", "3", "2", "1"), events);
    }

    @Test
    void overloadKeepsTheQueueShort() {
        overload();
        submitAll("1", "2", "3");
        assertEquals(List.of("refused 1"), events);
        threads.remove().run();
        assertEquals(List.of("refused 1", "a", "3", "2"), events);
    }

    @Test
    void longQueueThatMovesIsNotAnOverload() {
        submitAll("a", "b");
        for (int i = 0; i < 20; i++) {
            submitAll("1", "2", "3");
            pass(AdmissionQueue.TARGET_WAIT);
            queue.maintain();
            while (!threads.isEmpty()) {
                threads.remove().run();
            }
            submitAll("a", "b");
        }
        assertEquals(0, queue.state().refused());
    }

    private void overload() {
        submitAll("a", "b", "x1", "x2", "x3");
        pass(AdmissionQueue.TARGET_WAIT.plusMillis(1));
        queue.maintain();
        assertTrue(queue.state().isOverloaded());
        assertEquals(List.of("refused x1", "refused x2", "refused x3"), events);
        events.clear();
    }

    @Test
    void longRequestGivesUpItsSlot() {
        submitAll("slow", "slower", "c");
        pass(AdmissionQueue.LONG_RUNNING_TIME.plusMillis(1));
        queue.maintain();
        // One more thread than slots, so only one of the two can stop counting.
        assertEquals(1, queue.state().longRunning());
        assertEquals(2, queue.state().running());
        assertEquals(THREADS, threads.size());
        threads.remove().run();
        threads.remove().run();
        threads.remove().run();
        assertEquals(0, queue.state().longRunning());
        assertEquals(0, queue.state().running());
    }

    @Test
    void failedRequestStopsNoOthers() {
        queue.submit(
                () -> {
                    throw new IllegalStateException("expected");
                },
                () -> {});
        submitAll("b", "c");
        assertThrows(IllegalStateException.class, () -> threads.remove().run());
        threads.remove().run();
        threads.remove().run();
        assertEquals(List.of("b", "c"), events);
        assertEquals(0, queue.state().running());
    }

    @Test
    void failedRefusalStopsNoOthers() {
        Runnable fails = () -> {
            throw new IllegalStateException("expected");
        };
        submitAll("a", "b");
        queue.submit(() -> events.add("stale"), fails);
        pass(AdmissionQueue.MAX_WAIT.plusMillis(1));
        submit("c");
        threads.remove().run();
        threads.remove().run();
        assertEquals(List.of("a", "c", "b"), events);
        assertEquals(new AdmissionQueue.State(0, 0, 0, 1, false), queue.state());
    }

    @Test
    void stoppedThreadsRefuse() {
        Executor stoppedThreads = work -> {
            throw new RejectedExecutionException();
        };
        var stopped = new AdmissionQueue(stoppedThreads, stoppedThreads, limit(), WAITING, THREADS, () -> now);
        stopped.submit(() -> events.add("run"), () -> events.add("refused"));
        assertEquals(List.of("refused"), events);
        assertEquals(0, stopped.state().running());
    }

    @Test
    void everyRequestRunsOrIsRefusedOnce() throws InterruptedException {
        var executor = Executors.newCachedThreadPool();
        try {
            var concurrent = new AdmissionQueue(executor, executor, limit(), WAITING, THREADS, System::nanoTime);
            var outcomes = new ConcurrentHashMap<Integer, AtomicInteger>();
            var running = new AtomicInteger();
            var most = new AtomicInteger();
            var all = 20_000;
            var open = new CountDownLatch(all);
            var maintenance = executor.submit(() -> {
                while (open.getCount() > 0) {
                    concurrent.maintain();
                }
            });
            IntStream.range(0, all).parallel().forEach(request -> {
                Runnable note = () -> {
                    outcomes.computeIfAbsent(request, key -> new AtomicInteger())
                            .incrementAndGet();
                    open.countDown();
                };
                concurrent.submit(
                        () -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            note.run();
                            running.decrementAndGet();
                        },
                        note);
            });
            assertTrue(open.await(1, TimeUnit.MINUTES), open + " are missing");
            assertDoesNotThrow(() -> maintenance.get());
            assertEquals(all, outcomes.size());
            assertTrue(outcomes.values().stream().allMatch(count -> count.get() == 1));
            assertTrue(most.get() <= RUNNING, most + " at once");
        } finally {
            executor.shutdown();
        }
    }
}

package messaging.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request is a word; its first letter is the key, and its result is the word in capitals. */
@Timeout(60)
class GroupCommitTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration MEDIUM = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void loneRequestIsExecutedByItsOwnThread() {
        var threads = new ArrayList<Thread>();
        var group = group(1, LONG, requests -> {
            threads.add(Thread.currentThread());
            return capitals(requests);
        });
        assertEquals("A1", group.submit("a1"));
        assertEquals("A2", group.submit("a2"));
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), threads);
        assertTrue(group.isIdle());
    }

    @Test
    void waitingRequestsShareTheNextTransaction() throws Exception {
        var group = group(1, LONG, this::execute);
        var first = start(group, "hold");
        started.await();
        var others = Stream.of("a1", "b1", "a2")
                .map(word -> startWaiting(group, word))
                .toList();
        released.countDown();
        assertEquals("HOLD", first.get());
        assertEquals(List.of("A1", "B1", "A2"), results(others));
        assertEquals(List.of(List.of("hold"), List.of("a1", "b1", "a2")), transactions);
        assertTrue(group.isIdle());
    }

    @Test
    void requestsWithTheSameKeyAreNotUnderWayTwice() throws Exception {
        var group = group(2, LONG, this::execute);
        var first = start(group, "hold");
        started.await();
        var same = startWaiting(group, "h1");
        assertEquals("A1", group.submit("a1"), "another key has room");
        released.countDown();
        assertEquals("HOLD", first.get());
        assertEquals("H1", same.get());
        assertEquals(List.of(List.of("hold"), List.of("a1"), List.of("h1")), transactions);
        assertTrue(group.isIdle());
    }

    @Test
    void batchIsLimited() throws Exception {
        var group = group(1, LONG, this::execute);
        var first = start(group, "hold");
        started.await();
        var others = IntStream.range(0, 10)
                .mapToObj(i -> startWaiting(group, "a" + i))
                .toList();
        released.countDown();
        first.get();
        assertEquals(10, results(others).size());
        assertEquals(List.of(1, 4, 4, 2), transactions.stream().map(List::size).toList());
    }

    @Test
    void faultOfOneRequestDoesNotAffectTheOthers() throws Exception {
        var group = group(1, LONG, this::execute);
        var first = start(group, "hold");
        started.await();
        var good = startWaiting(group, "a1");
        var bad = startWaiting(group, "bad");
        var alsoGood = startWaiting(group, "c1");
        released.countDown();
        first.get();
        assertEquals("A1", good.get());
        assertEquals("C1", alsoGood.get());
        assertEquals(
                "bad",
                assertThrows(ExecutionException.class, bad::get).getCause().getMessage());
        assertEquals(5, transactions.size(), "one for all, then one for each");
        assertTrue(group.isIdle());
    }

    @Test
    void requestWithoutAResultIsExecutedAlone() throws Exception {
        var group = group(
                1,
                LONG,
                requests -> requests.size() == 1
                        ? execute(requests)
                        : execute(requests).stream()
                                .map(result -> result.filter(word -> !word.startsWith("B")))
                                .toList());
        var first = start(group, "hold");
        started.await();
        var others =
                Stream.of("a1", "b1").map(word -> startWaiting(group, word)).toList();
        released.countDown();
        first.get();
        assertEquals(List.of("A1", "B1"), results(others));
        assertEquals(List.of(List.of("hold"), List.of("a1", "b1"), List.of("b1")), transactions);
    }

    @Test
    void failedCommitIsNotRepeated() throws Exception {
        var failure = new IllegalStateException("Connection lost");
        var group = group(1, LONG, requests -> {
            var results = execute(requests);
            if (requests.size() > 1) {
                throw new GroupCommit.CommitFailed(failure);
            }
            return results;
        });
        var first = start(group, "hold");
        started.await();
        var others =
                Stream.of("a1", "b1").map(word -> startWaiting(group, word)).toList();
        released.countDown();
        first.get();
        for (var other : others) {
            assertSame(
                    failure, assertThrows(ExecutionException.class, other::get).getCause());
        }
        assertEquals(List.of(List.of("hold"), List.of("a1", "b1")), transactions);
        assertTrue(group.isIdle());
    }

    @Test
    void errorOfTheLeadingThreadReleasesTheOthers() throws Exception {
        var group = group(1, LONG, requests -> {
            var results = execute(requests);
            if (requests.size() > 1) {
                throw new StackOverflowError();
            }
            return results;
        });
        var first = start(group, "hold");
        started.await();
        var leader = startWaiting(group, "a1");
        var other = startWaiting(group, "b1");
        released.countDown();
        first.get();
        assertEquals("B1", other.get());
        assertEquals(
                StackOverflowError.class,
                assertThrows(ExecutionException.class, leader::get).getCause().getClass());
        assertTrue(group.isIdle());
    }

    @Test
    void longTransactionDelaysNoOtherKey() throws Exception {
        var group = group(1, SHORT, this::execute);
        var first = start(group, "hold");
        started.await();
        assertEquals("A1", group.submit("a1"));
        assertEquals("B1", group.submit("b1"));
        released.countDown();
        assertEquals("HOLD", first.get());
        assertTrue(group.isIdle());
    }

    @Test
    void transactionsAfterALongOneAreShared() throws Exception {
        var group = group(1, MEDIUM, this::execute);
        var first = start(group, "hold");
        started.await();
        var others = Stream.of("a1", "b1", "c1")
                .map(word -> startWaiting(group, word))
                .toList();
        assertEquals(List.of("A1", "B1", "C1"), results(others));
        assertEquals(
                List.of(List.of("hold"), List.of("a1", "b1", "c1")), transactions, "the long one no longer counts");
        released.countDown();
        assertEquals("HOLD", first.get());
    }

    @Test
    void requestDoesNotWaitLongForItsOwnKey() throws Exception {
        var group = group(1, SHORT, this::execute);
        var first = start(group, "hold");
        started.await();
        assertEquals("H1", group.submit("h1"), "from here on the database decides who waits");
        released.countDown();
        assertEquals("HOLD", first.get());
        assertTrue(group.isIdle());
    }

    @Test
    void interruptedRequestKeepsItsPlace() throws Exception {
        var group = group(1, LONG, this::execute);
        var first = start(group, "hold");
        started.await();
        var task = new FutureTask<>(
                () -> group.submit("a1") + Thread.currentThread().isInterrupted());
        var thread = startWaiting(task);
        thread.interrupt();
        // Until the waiting thread has noticed it.
        while (thread.isInterrupted()) {
            Thread.onSpinWait();
        }
        released.countDown();
        first.get();
        assertEquals("A1true", task.get());
    }

    private static GroupCommit<Character, String, String> group(
            int transactions, Duration patience, Function<List<String>, List<Optional<String>>> execute) {
        return new GroupCommit<>(transactions, 4, patience, word -> word.charAt(0), execute::apply);
    }

    private List<Optional<String>> execute(List<String> requests) {
        transactions.add(requests);
        if (requests.contains("hold")) {
            started.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (requests.contains("bad")) {
            throw new IllegalArgumentException("bad");
        }
        return capitals(requests);
    }

    private static List<Optional<String>> capitals(List<String> requests) {
        return requests.stream()
                .map(word -> Optional.of(word.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static FutureTask<String> start(GroupCommit<Character, String, String> group, String word) {
        var task = new FutureTask<>(() -> group.submit(word));
        new Thread(task, word).start();
        return task;
    }

    private static FutureTask<String> startWaiting(GroupCommit<Character, String, String> group, String word) {
        var task = new FutureTask<>(() -> group.submit(word));
        startWaiting(task);
        return task;
    }

    // Returns once the request is in the queue, where it waits for at most its patience.
    private static Thread startWaiting(FutureTask<String> task) {
        var thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static List<String> results(List<FutureTask<String>> tasks) throws Exception {
        var results = new ArrayList<String>();
        for (var task : tasks) {
            results.add(task.get());
        }
        return results;
    }
}

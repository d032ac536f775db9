package messaging.container;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import messaging.conversation.NewConversation;
import messaging.inbox.InboxService;
import messaging.message.MessageService;
import messaging.message.MessageView;
import messaging.message.NewMessage;
import messaging.user.NewUser;
import messaging.user.UserService;

/** Initial data of the tests, and concurrent actions. */
@ApplicationScoped
public class Scenario {
    static final String PASSWORD = "correct horse battery";
    private static final int MINUTES = 2;

    @Inject
    private UserService users;

    @Inject
    private InboxService conversations;

    @Inject
    private MessageService messages;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private UserTransaction transaction;

    /** Returns an unused username. */
    public String name() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }

    /** A new account with a name of its own. */
    public long user() {
        return user(name());
    }

    /** A new account. */
    public long user(String name) {
        return users.register(registration(name)).id();
    }

    /** The registration of an account. */
    public NewUser registration(String name) {
        return new NewUser(name, name() + "@example.com", PASSWORD, null, null);
    }

    /** A new conversation. */
    public long conversation(long owner, Long... members) {
        return conversations
                .create(owner, group(null, members), Optional.empty())
                .value()
                .view()
                .id();
    }

    /** The body of a group. */
    public static NewConversation group(String title, Long... members) {
        return new NewConversation(null, title, null, Arrays.asList(members), null);
    }

    /** A new message. */
    public MessageView send(long conversation, long sender, String words) {
        return messages.send(conversation, sender, new NewMessage(words, null, null))
                .value()
                .view();
    }

    /** Does something in one transaction. */
    public <T> T inTransaction(Callable<T> work) throws Exception {
        transaction.begin();
        try {
            var result = work.call();
            transaction.commit();
            return result;
        } catch (Exception e) {
            transaction.rollback();
            throw e;
        }
    }

    /** Does something in a transaction that is rolled back in the end. */
    public void inVain(Callable<?> work) throws Exception {
        transaction.begin();
        try {
            work.call();
        } finally {
            transaction.rollback();
        }
    }

    /** How something ended. */
    public record Outcome<T>(Optional<T> result, Optional<Throwable> failure) {}

    /** Runs actions at the same time, each on its own thread, and returns how each ended. */
    public <T> List<Outcome<T>> atOnce(List<Callable<T>> work) throws Exception {
        var pool = Executors.newFixedThreadPool(work.size(), threads);
        try {
            var start = new CyclicBarrier(work.size());
            var running = new ArrayList<Future<T>>();
            for (var one : work) {
                running.add(pool.submit(() -> {
                    start.await(MINUTES, TimeUnit.MINUTES);
                    return one.call();
                }));
            }
            var outcomes = new ArrayList<Outcome<T>>();
            for (var one : running) {
                outcomes.add(outcome(one));
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Does something on another thread. */
    public <T> Future<T> meanwhile(Callable<T> work) {
        var pool = Executors.newSingleThreadExecutor(threads);
        try {
            return pool.submit(work);
        } finally {
            pool.shutdown();
        }
    }

    /** Waits for something on another thread. */
    public static <T> Outcome<T> outcome(Future<T> running) throws InterruptedException, TimeoutException {
        try {
            return new Outcome<>(Optional.ofNullable(running.get(MINUTES, TimeUnit.MINUTES)), Optional.empty());
        } catch (ExecutionException e) {
            return new Outcome<>(Optional.empty(), Optional.of(e.getCause()));
        }
    }
}

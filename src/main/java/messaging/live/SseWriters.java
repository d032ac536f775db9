package messaging.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that write server-sent events. A write to a client that reads slowly blocks its thread, so the pool grows while
 * its threads make no progress; otherwise a few threads write to all streams. The pool is its own: the container's executors
 * capture a context for each task, which costs more than the write.
 */
@ApplicationScoped
class SseWriters implements Executor {
    /** Maximum number of clients that can block at the same time. */
    static final int MAX_THREADS = 256;
    /** How often {@link #adjustThreads} must be called. */
    static final Duration ADJUST_INTERVAL = Duration.ofMillis(100);

    private static final int MIN_THREADS =
            Math.min(MAX_THREADS, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    @Resource
    private ManagedThreadFactory factory;

    private ThreadPoolExecutor pool;
    private long completed;

    @PostConstruct
    void start() {
        pool = new ThreadPoolExecutor(
                MIN_THREADS,
                MAX_THREADS,
                KEEP_ALIVE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                factory);
        pool.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Adds threads while writes wait behind blocked ones, and lets them end when nothing waits. */
    synchronized void adjustThreads() {
        var total = pool.getCompletedTaskCount();
        var threads = pool.getCorePoolSize();
        if (pool.getQueue().isEmpty()) {
            pool.setCorePoolSize(MIN_THREADS);
        } else if (total - completed < threads) {
            // More than the core may still be blocked since the queue was last empty.
            pool.setCorePoolSize(Math.min(2 * Math.max(threads, pool.getPoolSize()), MAX_THREADS));
        }
        completed = total;
    }
}

package io.reveille.handlers.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Makes HTTP clients that end with their run. A client of the JDK has a thread that wakes every 3 seconds, whether or
 * not there is anything to do, and cannot be closed before Java 21; none may be left on a gateway that is to rest. An
 * interrupt ends that thread, and all connections with it; the thread is found by its thread group.
 */
final class HttpClients {

    private static final String NAME = "reveille-http";

    /** A client, with the means to end it. */
    static final class OneTime implements AutoCloseable {

        private final ExecutorService executor;
        private final HttpClient client;
        private final List<Thread> own;

        private OneTime(ExecutorService executor, HttpClient client, List<Thread> own) {
            this.executor = executor;
            this.client = client;
            this.own = own;
        }

        HttpClient client() {
            return client;
        }

        @Override
        public void close() {
            own.forEach(Thread::interrupt);
            executor.shutdown(); // requests under way see the end of their connection
        }
    }

    private final Object lock = new Object(); // guards the creation of threads in the group
    private final ThreadGroup group = new ThreadGroup(NAME);

    /** @param connect the time limit for connecting to a host */
    OneTime open(Duration connect) throws InterruptedException {
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, NAME);
            thread.setDaemon(true);
            return thread;
        });
        synchronized (lock) {
            Set<Thread> before = threads();
            CompletableFuture<HttpClient> made = new CompletableFuture<>();
            Thread maker = new Thread(group, () -> make(executor, connect, made), NAME);
            maker.start();
            maker.join();
            Set<Thread> own = threads();
            own.removeAll(before);
            own.remove(maker);
            return new OneTime(executor, made.join(), List.copyOf(own));
        }
    }

    private static void make(ExecutorService executor, Duration connect, CompletableFuture<HttpClient> made) {
        try {
            made.complete(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1) // some small servers are confused by the offer of another
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connect)
                    .executor(executor)
                    .build());
        } catch (Throwable e) {
            made.completeExceptionally(e);
        }
    }

    private Set<Thread> threads() {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        return new HashSet<>(Arrays.asList(threads).subList(0, count));
    }
}

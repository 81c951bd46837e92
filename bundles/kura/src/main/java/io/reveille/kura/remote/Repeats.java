package io.reveille.kura.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The answers to the last changes that were asked for. A broker may deliver a request twice, and whoever did not get the
 * answer, which Kura sends once, asks again: the work is done once all the same.
 */
final class Repeats {

    /** How many are remembered. */
    static final int MOST = 200;

    /** So long a repeat waits for its first: Kura has two threads for the requests of all applications. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Duration patience;

    Repeats() {
        this(PATIENCE);
    }

    Repeats(Duration patience) {
        this.patience = patience;
    }

    private record Key(String client, String id) {}

    private record Known(String content, CompletableFuture<RemoteAnswer> answer) {}

    /** The oldest first. Guarded by itself; nothing is done under it. */
    private final Map<Key, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Does the work, or gives the answer of the request that this one repeats. While that is still at work this waits for
     * it, but not for long.
     *
     * @throws Denied if another request had the same id, or the first is at work for longer
     */
    RemoteAnswer once(RemoteRequest request, Supplier<RemoteAnswer> work) {
        Key key = new Key(request.client(), request.id());
        Known mine = new Known(content(request), new CompletableFuture<>());
        Known first;
        synchronized (known) {
            first = known.putIfAbsent(key, mine);
        }
        if (first == null) {
            return done(key, mine, work);
        }
        if (!first.content().equals(mine.content())) {
            throw new Denied(
                    Denied.CONFLICT,
                    "The request id \"" + request.id() + "\" of \"" + request.client()
                            + "\" was that of another request; each needs a new one. Nothing was done.");
        }
        return answer(first, request);
    }

    private RemoteAnswer answer(Known first, RemoteRequest request) {
        try {
            return first.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Denied(
                    Denied.CONFLICT,
                    "The request \"" + request.id() + "\" of \"" + request.client()
                            + "\" is still at work. Ask again with the same id: nothing is done twice.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Reveille stops; what the first request has done is not known.", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    private RemoteAnswer done(Key key, Known mine, Supplier<RemoteAnswer> work) {
        try {
            mine.answer().complete(work.get());
        } catch (Throwable e) { // of the machine: nobody knows what was done, and whoever waits must not wait for ever
            synchronized (known) {
                known.remove(key);
            }
            mine.answer().completeExceptionally(e);
            throw e;
        }
        return mine.answer().join();
    }

    private static String content(RemoteRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

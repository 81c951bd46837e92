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
 * The answers to the last requests for changes. A broker may deliver a request twice, and a client that has not
 * received the answer, which Kura sends once, repeats the request: the work is still done only once.
 */
final class Repeats {

    /** The number of answers that are remembered. */
    static final int MOST = 200;

    /** How long a repeat waits for the first request: Kura has two threads for the requests of all applications. */
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

    /** The answers, the oldest first. Guarded by itself; no work is done under the lock. */
    private final Map<Key, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Does the work, or returns the answer of the request that this one repeats, after a short wait if it is still
     * being handled.
     *
     * @throws Denied if another request had the same id, or the first request takes longer
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
        } catch (Throwable e) { // an Error: the outcome is not known, and a waiting repeat must not wait for ever
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

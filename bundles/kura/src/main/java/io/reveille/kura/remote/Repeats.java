package io.reveille.kura.remote;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The answers to the last changes that were asked for. A broker may deliver a request twice, and whoever did not get the
 * answer, which Kura sends once, asks again: the work is done once all the same.
 */
final class Repeats {

    /** How many are remembered. */
    static final int MOST = 200;

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
     * it: Kura takes an answer from each call, and none of them may be missing.
     *
     * @throws Denied if another request had the same id
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
        return first.answer().join();
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

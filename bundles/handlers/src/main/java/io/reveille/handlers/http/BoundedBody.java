package io.reveille.handlers.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of an answer, and closes the connection once enough is read. Called by one thread after the
 * other.
 */
final class BoundedBody implements BodySubscriber<BoundedBody.Part> {

    /**
     * The part that was read.
     *
     * @param read the bytes, which do not change any more
     * @param isCut whether there was more
     */
    record Part(ByteArrayOutputStream read, boolean isCut) {
        String text(Charset charset) {
            return read.toString(charset);
        }
    }

    private final int most;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<Part> part = new CompletableFuture<>();
    private @Nullable Subscription source;

    /** @param most the greatest number of bytes that are read */
    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Part> getBody() {
        return part;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), most - read.size())];
            buffer.get(bytes);
            read.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                part.complete(new Part(read, true));
                if (source != null) {
                    source.cancel();
                }
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        part.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        part.complete(new Part(read, false));
    }
}

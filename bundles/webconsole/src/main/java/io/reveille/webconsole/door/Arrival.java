package io.reveille.webconsole.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body on its way: takes what is there when the server says that something is, and never waits. */
final class Arrival implements ReadListener, AsyncListener {

    /** Whoever sent it has gone, or sends nothing any more. */
    static final int GONE = -1;

    /** Is told of the end, once. */
    interface End {
        /**
         * The body is there, or will not be.
         *
         * @param status of HTTP to refuse it with; 0 if all is there; or {@link #GONE}
         */
        void ended(AsyncContext request, SpooledBody body, int status);
    }

    private final AsyncContext request;
    private final SpooledBody body;
    private final End end;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final byte[] buffer = new byte[4096];

    Arrival(AsyncContext request, SpooledBody body, End end) {
        this.request = request;
        this.body = body;
        this.end = end;
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = request.getRequest().getInputStream();
        while (!ended.get() && in.isReady() && !in.isFinished()) {
            int length = in.read(buffer);
            if (length > 0 && !body.add(buffer, length)) {
                end(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end(0);
    }

    @Override
    public void onError(Throwable thrown) {
        end(GONE);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end(HttpServletResponse.SC_REQUEST_TIMEOUT);
    }

    @Override
    public void onError(AsyncEvent event) {
        end(GONE);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // All was done when it ended.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // By a servlet, after the arrival.
    }

    private void end(int status) {
        if (!ended.getAndSet(true)) {
            end.ended(request, body, status);
        }
    }
}

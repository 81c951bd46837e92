package io.reveille.webconsole.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request body being received: reads when the server reports that data is there, and never blocks. */
final class Arrival implements ReadListener, AsyncListener {

    /** The status for a client that has gone, or sends nothing any more. */
    static final int GONE = -1;

    /** The callback for the end of an arrival, called once. */
    interface End {
        /**
         * Called when the body is complete, or will not be.
         *
         * @param status 0 if the body is complete; otherwise the HTTP status to refuse it with, or {@link #GONE}
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

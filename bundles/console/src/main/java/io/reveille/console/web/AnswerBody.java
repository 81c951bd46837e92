package io.reveille.console.web;

import io.reveille.console.Request;
import io.reveille.console.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The body of an answer, which begins with its first byte: until then it can still become another answer. */
final class AnswerBody extends OutputStream {

    private final Response response;
    private final boolean isPacked;
    private @Nullable OutputStream open;

    AnswerBody(Request request, Response response) {
        this.response = response;
        this.isPacked = Assets.isPackedWanted(request);
    }

    boolean isBegun() {
        return open != null;
    }

    private OutputStream open() throws IOException {
        OutputStream out = open;
        if (out == null) {
            response.header("Vary", "Accept-Encoding");
            if (isPacked) {
                response.header("Content-Encoding", "gzip");
            }
            OutputStream body = response.body();
            open = body;
            out = isPacked ? new GZIPOutputStream(body) : body;
            open = out;
        }
        return out;
    }

    @Override
    public void write(int b) throws IOException {
        open().write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        open().write(bytes, from, length);
    }

    /** Flushes a body that has begun; before that the answer can still become another. */
    @Override
    public void flush() throws IOException {
        if (open != null) {
            open.flush();
        }
    }

    @Override
    public void close() throws IOException {
        open().close();
    }
}

package io.reveille.shell.ask;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the answer to a client: pieces of one letter, a length, and as many bytes. The letter is {@code o} for output,
 * {@code e} for errors, and {@code x} for the end, with the exit status as its only byte. The launcher's {@code Ask}
 * reads the answer.
 */
final class Reply {

    private final DataOutputStream to; // guarded by itself: output and errors may come from several threads

    Reply(OutputStream to) {
        this.to = new DataOutputStream(to);
    }

    OutputStream output() {
        return new Part('o');
    }

    OutputStream errors() {
        return new Part('e');
    }

    void end(int status) throws IOException {
        send('x', new byte[] {(byte) status}, 0, 1);
    }

    private void send(char kind, byte[] bytes, int from, int length) throws IOException {
        synchronized (to) {
            to.writeByte(kind);
            to.writeInt(length);
            to.write(bytes, from, length);
            to.flush();
        }
    }

    private final class Part extends OutputStream {

        private final char kind;

        Part(char kind) {
            this.kind = kind;
        }

        @Override
        public void write(int single) throws IOException {
            send(kind, new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length > 0) {
                send(kind, bytes, from, length);
            }
        }
    }
}

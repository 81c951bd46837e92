package io.reveille.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process at once when only a new one helps. There is no orderly stop, which may need memory that is not
 * there: saved state survives, as in a power cut. Lines and files are prepared ahead, since there may be no memory for
 * them later.
 */
final class ProcessEnd {

    /** Exit code: a thread of the scheduler has ended. EX_SOFTWARE in sysexits.h. */
    static final int THREAD_ENDED = 70;

    /** Exit code: memory has stayed exhausted. EX_OSERR in sysexits.h. */
    static final int MEMORY_EXHAUSTED = 71;

    private static final String AGAIN = " To be started again: jobs and their state are kept.\n";

    private final GatewayFolder data;
    private final FileOutputStream terminal = new FileOutputStream(FileDescriptor.err);
    private final byte[] threadEnded =
            bytes("gateway: a thread of Reveille has ended that should not have; the process ends" + " with status "
                    + THREAD_ENDED + "." + AGAIN);
    private final byte[] memoryExhausted = bytes("gateway: for " + MemoryWatch.SECONDS
            + " s hardly any memory was left of the " + Runtime.getRuntime().maxMemory() / (1 << 20)
            + " MB that -Xmx in bin/gateway allows; the process ends with status " + MEMORY_EXHAUSTED + "." + AGAIN);

    ProcessEnd(GatewayFolder data) {
        this.data = data;
    }

    /** @param why the thread that has ended, in words */
    void threadEnded(String why) {
        byte[] line = threadEnded;
        try {
            line = bytes("gateway: " + why + " The process ends with status " + THREAD_ENDED + "." + AGAIN);
        } catch (OutOfMemoryError e) {
            // The line without the reason suffices.
        }
        end(line, THREAD_ENDED);
    }

    void memoryExhausted() {
        end(memoryExhausted, MEMORY_EXHAUSTED);
    }

    private void end(byte[] line, int status) {
        try {
            data.noteEnd();
            terminal.write(line);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever fails here, the process ends.
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

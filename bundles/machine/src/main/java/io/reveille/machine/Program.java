package io.reveille.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the machine whose output answers a question. */
final class Program {

    private static final int MOST = 4096; // bytes of an answer; a hundred are usual

    private Program() {}

    /** Returns the output of a program; empty if it fails or does not end in time. */
    static String answer(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                return "";
            }
            return new String(process.getInputStream().readNBytes(MOST), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            process.getInputStream().close();
        }
    }
}

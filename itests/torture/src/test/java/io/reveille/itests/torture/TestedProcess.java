package io.reveille.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A process that is tested; whatever the test does, it ends with the test. */
public class TestedProcess implements AutoCloseable {

    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    /**
     * Starts it.
     *
     * @param environment to be added to that of the test
     * @param logs an existing folder: what it prints goes to new files there
     */
    public TestedProcess(List<String> command, Map<String, String> environment, String input, Path logs) {
        try {
            this.out = Files.createTempFile(logs, "out", ".txt");
            this.err = Files.createTempFile(logs, "err", ".txt");
            Path in = Files.writeString(Files.createTempFile(logs, "in", ".txt"), input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(logs.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for something that the process does, and no longer than it lives. */
    public final ConditionFactory await(Duration atMost) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(atMost)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Ended with " + process.exitValue() + ":\n" + output() + errors());
                    }
                });
    }

    public final int awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    public final int awaitEnd(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
                    .as("ended; printed %s%n%s", output(), errors())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** SIGTERM, as service managers send it. */
    public final int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** SIGKILL, after which it does nothing more. */
    public final void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public final String output() {
        return read(out);
    }

    /** Standard error without what newer Java versions say there about Felix's use of their internals. */
    public final String errors() {
        return read(err)
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .filter(line ->
                        !line.startsWith("WARNING: ") || !line.matches(".*(sun\\.misc\\.Unsafe|SecureAction).*"))
                .reduce("", (text, line) -> text + line + "\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}

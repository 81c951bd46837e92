package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One run of the gateway's start script; whatever the test does, it ends with the test. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PASSWORD = Pattern.compile("(?m)^  password  (\\S+)   \\(shown only now");

    private static final Pattern UP = Pattern.compile("Reveille gateway is up .*\\n(  .*\\n){4}");

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("gateway.home"), "gateway.home"));
    static final String JAVA_HOME = System.getProperty("gateway.java.home", System.getProperty("java.home"));

    private final Process process;
    private final Path out;
    private final Path err;

    private GatewayProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it; what it prints goes to new files in the folder {@code logs}. */
    static GatewayProcess run(Path logs, String... arguments) {
        return run(JAVA_HOME, "", logs, arguments);
    }

    static GatewayProcess run(String javaHome, String input, Path logs, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/gateway").toString());
        command.addAll(List.of(arguments));
        return run(command, javaHome, input, logs);
    }

    /** Starts a gateway by another command. */
    static GatewayProcess run(List<String> command, String javaHome, String input, Path logs) {
        return run(command, javaHome, "", input, logs);
    }

    /** Starts a gateway on a Java with more options. */
    static GatewayProcess withJava(String javaOptions, Path logs, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/gateway").toString());
        command.addAll(List.of(arguments));
        return run(command, JAVA_HOME, javaOptions, "", logs);
    }

    private static GatewayProcess run(
            List<String> command, String javaHome, String javaOptions, String input, Path logs) {
        try {
            Path out = Files.createTempFile(logs, "out", ".txt");
            Path err = Files.createTempFile(logs, "err", ".txt");
            Path in = Files.writeString(Files.createTempFile(logs, "in", ".txt"), input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(logs.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", javaHome);
            if (!javaOptions.isEmpty()) {
                builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
            }
            return new GatewayProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayProcess awaitUp() {
        await(PATIENCE).until(() -> UP.matcher(output()).find());
        return this;
    }

    /** Waits for something that the gateway does, and no longer than it lives. */
    ConditionFactory await(Duration atMost) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(atMost)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Ended with " + process.exitValue() + ":\n" + output() + errors());
                    }
                });
    }

    int awaitEnd() {
        return awaitEnd(PATIENCE);
    }

    int awaitEnd(Duration atMost) {
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
    int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** SIGKILL, after which it does nothing more. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    String password() {
        Matcher line = PASSWORD.matcher(output());
        assertThat(line.find()).as("a password in %s", output()).isTrue();
        return line.group(1);
    }

    String output() {
        return read(out);
    }

    /** Standard error without what newer Java versions say there about Felix's use of their internals. */
    String errors() {
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
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}

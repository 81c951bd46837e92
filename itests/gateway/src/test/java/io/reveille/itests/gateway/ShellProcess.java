package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A gateway that takes commands where it was started: from a pipe, or from a terminal that is made for it. */
final class ShellProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path screen;
    private final Process process;
    private final Writer keyboard;

    private ShellProcess(Path screen, Process process) {
        this.screen = screen;
        this.process = process;
        this.keyboard = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts one whose commands come through a pipe. */
    static ShellProcess piped(Path folder) throws IOException {
        return start(folder, command(folder));
    }

    /** Starts one at a terminal that, as a serial line, tells no size. */
    static ShellProcess atTerminal(Path folder) throws IOException {
        String line = command(folder).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return start(folder, List.of("script", "-qefc", line, "/dev/null"));
    }

    private static List<String> command(Path folder) {
        return List.of(
                GatewayProcess.HOME.resolve("bin/gateway").toString(),
                "--shell",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                String.valueOf(GatewayProcess.freePort()));
    }

    private static ShellProcess start(Path folder, List<String> command) throws IOException {
        Path screen = folder.resolve("screen.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().put("JAVA_HOME", GatewayProcess.JAVA_HOME);
        builder.environment().put("HOME", folder.toString()); // for the history of commands
        builder.environment().put("TERM", "xterm");
        ShellProcess shell = new ShellProcess(screen, builder.start());
        shell.awaitShown("Reveille gateway is up");
        return shell;
    }

    /** Types a command and the key behind it. */
    void enter(String command) throws IOException {
        type(command + "\n");
    }

    void type(String keys) throws IOException {
        keyboard.write(keys);
        keyboard.flush();
    }

    /** Ends the input. */
    void hangUp() throws IOException {
        keyboard.close();
    }

    void terminate() {
        process.destroy();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway has not ended; shown so far: " + shown());
        }
        return process.exitValue();
    }

    void awaitShown(String text) {
        Awaitility.await(text)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown()).contains(text));
    }

    String shown() {
        try {
            return Files.readString(screen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}

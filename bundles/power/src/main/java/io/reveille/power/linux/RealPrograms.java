package io.reveille.power.linux;

import io.reveille.spi.PowerPrograms.Exit;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's programs, run as children of this process. A program is given by its path, or is found in the usual
 * folders, never by PATH.
 */
public final class RealPrograms implements Programs {

    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

    private static final int MAX_OUTPUT = 4096;

    @Override
    public boolean isThere(String program) {
        return find(program).isPresent();
    }

    @Override
    public Exit run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(found(command))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        // Read on a thread of its own: a read cannot be interrupted, the wait for the end can.
        Output output = new Output(process.getInputStream());
        output.start();
        try {
            int status = process.waitFor();
            output.join(1000); // a child of the program may keep the output open
            return new Exit(status, output.text());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns the file of a program that may be run. */
    static Optional<Path> find(String program) {
        Stream<Path> candidates = program.startsWith("/")
                ? Stream.of(Path.of(program))
                : FOLDERS.stream().map(folder -> Path.of(folder, program));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    /**
     * Returns the command with the full path of its program.
     *
     * @throws IOException if there is no such program
     */
    static List<String> found(List<String> command) throws IOException {
        String program = command.get(0);
        Path found =
                find(program).orElseThrow(() -> new IOException("there is no program " + program + " that may be run"));
        return Stream.concat(Stream.of(found.toString()), command.stream().skip(1))
                .toList();
    }

    /** Reads all output, so that the program never blocks, and keeps the beginning. */
    private static final class Output extends Thread {

        private final InputStream in;
        private volatile String text = "";

        Output(InputStream in) {
            super("reveille-power-output");
            setDaemon(true);
            this.in = in;
        }

        String text() {
            return text;
        }

        @Override
        public void run() {
            try (InputStream all = in) {
                text = new String(all.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
                all.skip(Long.MAX_VALUE);
            } catch (IOException | Error e) {
                text = text.isEmpty() ? "its output cannot be read: " + e : text;
            }
        }
    }
}

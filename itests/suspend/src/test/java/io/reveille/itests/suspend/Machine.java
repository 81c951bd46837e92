package io.reveille.itests.suspend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A PC that QEMU emulates, in software, so that it is the same everywhere: KVM may be there and not work inside a virtual
 * machine. An old one ("pc"), for it can be woken again and again; "q35" only once.
 */
final class Machine implements AutoCloseable {

    private static final Path IMAGE = Path.of(System.getProperty("suspend.image", ""));
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Process process;
    private final Diary diary;
    private final Qmp qmp;
    private volatile boolean closing;

    private Machine(Process process, Diary diary, Qmp qmp) {
        this.process = process;
        this.diary = diary;
        this.qmp = qmp;
    }

    /**
     * How it differs from any other.
     *
     * @param clock what its clock says when it is switched on
     * @param words more for the kernel's command line, or for the start script
     * @param environment variables for QEMU itself
     */
    record Kind(Instant clock, List<String> words, Map<String, String> environment) {

        static Kind of(String clock, String... words) {
            return new Kind(Instant.parse(clock), List.of(words), Map.of());
        }

        Kind with(Map<String, String> variables) {
            return new Kind(clock, words, variables);
        }
    }

    /** Says what is missing before anything is started. */
    static void requireImage() {
        if (!Files.isRegularFile(IMAGE.resolve("initrd"))) {
            throw new IllegalStateException("There is no machine in " + IMAGE + "; itests/suspend/run makes it");
        }
    }

    /** A library that lies beside the machine. */
    static Path library(String name) {
        return IMAGE.resolve(name);
    }

    /** Switches it on. */
    static Machine start(Kind kind, Disk disk, Diary diary) throws IOException, InterruptedException {
        Path socket = disk.image().resolveSibling("qmp");
        Files.deleteIfExists(socket);
        List<String> command = new ArrayList<>();
        command.addAll(List.of("qemu-system-x86_64", "-M", "pc", "-accel", "tcg", "-m", "1024"));
        command.addAll(List.of("-nographic", "-no-reboot", "-monitor", "none", "-serial", "stdio", "-nic", "none"));
        command.addAll(List.of("-rtc", "base=" + kind.clock().toString().replace("Z", "")));
        command.addAll(List.of("-drive", "if=none,id=disk,format=raw,file=" + disk.image()));
        command.addAll(List.of("-device", "nvme,drive=disk,serial=1"));
        command.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
        command.addAll(List.of("-kernel", IMAGE.resolve("vmlinuz").toString()));
        command.addAll(List.of("-initrd", IMAGE.resolve("initrd").toString()));
        command.addAll(List.of(
                "-append", "console=ttyS0 quiet no_console_suspend no_timer_check " + String.join(" ", kind.words())));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(kind.environment());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "machine-off")); // if it is cut off
        diary.over("");
        Machine machine = new Machine(process, diary, connect(process, socket));
        machine.thread("console", machine::readConsole);
        machine.thread("qmp", () -> machine.qmp.read(message -> diary.add(Seen.event(message))));
        return machine;
    }

    private static Qmp connect(Process process, Path socket) throws IOException, InterruptedException {
        Instant until = Instant.now().plus(SOON);
        while (true) {
            try {
                return Qmp.connect(socket);
            } catch (IOException e) {
                if (!process.isAlive() || Instant.now().isAfter(until)) {
                    process.destroyForcibly();
                    throw new IOException(
                            "QEMU does not start: "
                                    + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private void readConsole() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            @Nullable String line;
            while ((line = lines.readLine()) != null) {
                diary.add(Seen.line(Instant.now(), line.strip()));
            }
        }
        if (!closing) {
            diary.over("the machine has been switched off");
        }
    }

    /** Presses its button. */
    void wake() throws IOException {
        qmp.send("system_wakeup");
    }

    /** Types a command at its console. */
    void type(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Has QEMU look at its clocks; the machine itself sees nothing of it. */
    void nudge() throws IOException {
        qmp.send("query-status");
    }

    /** Holds QEMU itself still, or lets it go on. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits until it has switched itself off. */
    void awaitOff(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The machine is still on after " + atMost);
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        process.destroyForcibly().onExit().join();
        qmp.close();
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void thread(String name, Reading reading) {
        Thread thread = new Thread(
                () -> {
                    try {
                        reading.run();
                    } catch (IOException | RuntimeException e) {
                        if (process.isAlive() && !closing) {
                            diary.over("the " + name + " of the machine cannot be read: " + e);
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}

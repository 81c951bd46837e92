package io.reveille.handlers.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and all processes that it has started, those included whose parent has ended: on Linux they are found by an
 * environment variable that they have inherited.
 */
final class ProcessTree {

    /**
     * The time that a process gets to end after it was asked to. Less than the engine gives to a run that is
     * interrupted.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int ROUNDS = 5;
    private static final int LONGEST_ENVIRONMENT = 256 * 1024;
    private static final Path PROC = Path.of("/proc");

    private final ProcessHandle root;
    private final String mark;

    /** @param mark a variable, {@code NAME=value}, that the process has and no other has but those that it starts */
    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = "\0" + mark + "\0";
    }

    /** Asks all processes to end, and kills those that do not; an interrupt shortens the grace, and is restored. */
    void end() {
        Set<ProcessHandle> all = find(List.of(root));
        all.forEach(ProcessHandle::destroy);
        boolean interrupted = false;
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            // the processes that are left are killed at once
        }
        for (int round = 0; round < ROUNDS; round++) { // processes that are being killed may start more
            all = find(all);
            if (all.stream().noneMatch(ProcessHandle::isAlive)) {
                break;
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ProcessHandle> find(Collection<ProcessHandle> known) {
        Set<ProcessHandle> all = new LinkedHashSet<>(known);
        known.forEach(process -> process.descendants().forEach(all::add));
        addMarked(all);
        return all;
    }

    private void addMarked(Set<ProcessHandle> all) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())))
                            .ifPresent(all::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the processes known by their parents are killed then
        }
    }

    private boolean isMarked(Path process) {
        try (InputStream in = Files.newInputStream(process.resolve("environ"))) {
            byte[] environment = in.readNBytes(LONGEST_ENVIRONMENT);
            return ("\0" + new String(environment, StandardCharsets.UTF_8)).contains(mark);
        } catch (IOException e) {
            return false; // of another user, or gone
        }
    }
}

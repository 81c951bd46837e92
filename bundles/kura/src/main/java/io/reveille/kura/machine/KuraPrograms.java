package io.reveille.kura.machine;

import io.reveille.spi.PowerPrograms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.kura.executor.Command;
import org.eclipse.kura.executor.CommandStatus;
import org.eclipse.kura.executor.PrivilegedExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The programs that put the machine to sleep, run by Kura: the back end {@value #NAME}. Kura is called on a thread of
 * its own, since it waits for the program's end, and ends the program when that thread is interrupted.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KuraPrograms implements PowerPrograms {

    /** The back end's name, as in the settings. */
    static final String NAME = "kura";

    /**
     * How long a program may take, awake. Time asleep does not count; a time-out of Kura's own would follow the wall
     * clock and count it. Less than the minute after which a whole attempt to sleep is given up, so that the error is
     * reported here.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final PrivilegedExecutorService kura;
    private final Duration patience;

    /** The last call; used by one thread. */
    private @Nullable Call last;

    private record Call(String line, Thread thread) {}

    @Activate
    public KuraPrograms(@Reference PrivilegedExecutorService kura) {
        this(kura, PATIENCE);
    }

    KuraPrograms(PrivilegedExecutorService kura, Duration patience) {
        this.kura = kura;
        this.patience = patience;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Exit run(List<String> command) throws IOException, InterruptedException {
        Call before = last;
        if (before != null && before.thread.isAlive()) {
            throw new IOException(
                    "Eclipse Kura has not come back from " + before.line + " yet, and until then runs nothing more");
        }
        Output output = new Output();
        Command asked = new Command(command.toArray(String[]::new));
        asked.setOutputStream(output);
        asked.setErrorStream(output);
        FutureTask<CommandStatus> run = new FutureTask<>(() -> kura.execute(asked));
        Thread thread = new Thread(run, "reveille-kura-command");
        thread.setDaemon(true);
        thread.start();
        last = new Call(String.join(" ", command), thread);
        try {
            @Nullable CommandStatus status = run.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (status == null) {
                throw new IOException("Eclipse Kura does not say how it ended");
            }
            return new Exit(status.getExitStatus().getExitCode(), output.text());
        } catch (TimeoutException e) {
            throw new IOException(
                    "it has not ended within " + patience.toSeconds() + " s awake, and Eclipse Kura was told to end it",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("Eclipse Kura could not: " + e.getCause(), e);
        } finally {
            run.cancel(true);
        }
    }

    /** Keeps the beginning of a program's two outputs, which Kura reads on a thread each. */
    private static final class Output extends ByteArrayOutputStream {

        private static final int MOST = 4096;

        @Override
        public synchronized void write(int one) {
            if (count < MOST) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, MOST - count));
        }

        synchronized String text() {
            return toString(StandardCharsets.UTF_8).strip();
        }
    }
}

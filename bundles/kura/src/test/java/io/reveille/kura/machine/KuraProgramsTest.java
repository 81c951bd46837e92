package io.reveille.kura.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.spi.PowerPrograms.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.kura.executor.Command;
import org.eclipse.kura.executor.CommandStatus;
import org.eclipse.kura.executor.ExitStatus;
import org.eclipse.kura.executor.PrivilegedExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KuraProgramsTest {

    private static final List<String> SUSPEND = List.of("/usr/bin/systemctl", "suspend");

    /** Kura, as one lambda can be. */
    private interface Kura {
        @Nullable
        CommandStatus execute(Command command) throws Exception;
    }

    @Test
    void whatKuraSaysOfItsEndIsHandedOnWithBothOutputs() throws Exception {
        List<Command> asked = new ArrayList<>();
        KuraPrograms programs = programs(Duration.ofSeconds(30), command -> {
            asked.add(command);
            command.getOutputStream().write("out ".getBytes(StandardCharsets.UTF_8));
            command.getErrorStream().write("Access denied\n".getBytes(StandardCharsets.UTF_8));
            return ended(1);
        });
        assertThat(programs.run(List.of("/usr/bin/systemctl", "suspend; reboot")))
                .isEqualTo(new Exit(1, "out Access denied"));
        assertThat(asked.get(0).getCommandLine()).containsExactly("/usr/bin/systemctl", "suspend; reboot");
        assertThat(asked.get(0).isExecutedInAShell()).isFalse();
        assertThat(programs.name()).isEqualTo("kura");
    }

    @Test
    void ofALongOutputTheBeginningIsKept() throws Exception {
        KuraPrograms programs = programs(Duration.ofSeconds(30), command -> {
            command.getOutputStream().write('a');
            for (int i = 0; i < 3; i++) {
                command.getOutputStream().write("b".repeat(3000).getBytes(StandardCharsets.UTF_8));
                command.getOutputStream().write('c');
            }
            return ended(0);
        });
        assertThat(programs.run(SUSPEND).output())
                .hasSize(4096)
                .startsWith("abbb")
                .endsWith("cbbb" + "b".repeat(1091));
    }

    @Test
    void aProgramThatDoesNotEndIsEndedAndNothingHangs() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        KuraPrograms programs = programs(Duration.ofMillis(20), command -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return ended(143);
        });
        assertThatThrownBy(() -> programs.run(SUSPEND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not ended within");
        interrupted.await();
    }

    @Test
    void whileKuraDoesNotComeBackNothingMoreIsAskedOfIt() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        List<Command> asked = new ArrayList<>();
        KuraPrograms programs = programs(Duration.ofMillis(20), command -> {
            asked.add(command);
            boolean gone = false;
            while (!gone) {
                try {
                    back.await();
                    gone = true;
                } catch (InterruptedException e) {
                    gone = false; // as an executor that does not listen
                }
            }
            return ended(0);
        });
        assertThatThrownBy(() -> programs.run(SUSPEND)).hasMessageContaining("has not ended within");
        assertThatThrownBy(() -> programs.run(List.of("/usr/sbin/rtcwake")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not come back from /usr/bin/systemctl suspend");
        assertThat(asked).hasSize(1);
        back.countDown();
        await().until(() -> {
            try {
                return programs.run(SUSPEND).status() == 0;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void anInterruptEndsTheProgramAtOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        KuraPrograms programs = programs(Duration.ofSeconds(45), command -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return ended(143);
        });
        Thread caller = new Thread(() -> {
            try {
                programs.run(SUSPEND);
            } catch (IOException | InterruptedException e) {
                return; // as the sleep cycle does with an attempt that it gives up
            }
        });
        caller.start();
        running.await();
        caller.interrupt();
        interrupted.await();
        caller.join();
    }

    @Test
    void whatKuraThrowsOrDoesNotSayIsTold() {
        assertThatThrownBy(() -> programs(Duration.ofSeconds(30), command -> {
                            throw new IllegalStateException("no such user");
                        })
                        .run(SUSPEND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such user");
        assertThatThrownBy(
                        () -> programs(Duration.ofSeconds(30), command -> null).run(SUSPEND))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not say how it ended");
    }

    @SuppressWarnings("NullAway") // Kura's API says nothing of null
    private static KuraPrograms programs(Duration patience, Kura kura) {
        PrivilegedExecutorService executor = command -> {
            try {
                return kura.execute(command);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        return new KuraPrograms(executor, patience);
    }

    private static CommandStatus ended(int code) {
        return new CommandStatus(new ExitStatus() {
            @Override
            public int getExitCode() {
                return code;
            }

            @Override
            public boolean isSuccessful() {
                return code == 0;
            }
        });
    }
}

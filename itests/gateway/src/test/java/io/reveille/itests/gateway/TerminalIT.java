package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the shell, typed where the gateway was started. */
class TerminalIT {

    @TempDir
    Path temp;

    @Test
    void commandsAreAnsweredAndTheirEndIsTheGateways() throws Exception {
        try (ShellProcess gateway = ShellProcess.piped(temp)) {
            assertThat(gateway.shown()).contains("Ctrl-C stops it");
            gateway.enter("reveille:awake 30m \"a look at the meter\"");
            gateway.awaitShown("kept awake until 20");
            gateway.enter("reveille:power");
            gateway.awaitShown("awake for operator (a look at the meter)");
            gateway.enter("reveille:awake soon");
            gateway.awaitShown("Nothing was done.");
            gateway.enter("help reveille:forecast");
            gateway.awaitShown("how often the coming days wake the gateway");

            gateway.hangUp();

            assertThat(gateway.awaitEnd()).isZero();
            assertThat(gateway.shown())
                    .contains("Reveille gateway has stopped")
                    .doesNotContain("ERROR")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aSignalEndsItWhileItWaitsForACommand() throws Exception {
        try (ShellProcess gateway = ShellProcess.piped(temp)) {
            gateway.terminate();

            assertThat(gateway.awaitEnd()).isEqualTo(143);
            assertThat(gateway.shown())
                    .contains("Reveille gateway has stopped")
                    .doesNotContain("FAILED")
                    .doesNotContain("\tat ");
        }
    }

    /** The keys: tab completes, Ctrl-U clears the line, Ctrl-C gives it up, Ctrl-D ends the gateway. */
    @Test
    void atATerminalTheTabKeyCompletes() throws Exception {
        try (ShellProcess gateway = ShellProcess.atTerminal(temp)) {
            assertThat(gateway.shown()).contains("Ctrl-D stops it");
            gateway.type("reveille:expl\ttelem\t\r");
            gateway.awaitShown("because its schedule says: Every hour on the hour");
            gateway.type("reveille:jobs -s \t");
            gateway.awaitShown("waiting");
            gateway.type("\u0015reveille:edit log sche\t\"every 7 hours\"\r");
            gateway.awaitShown("log is changed.");
            gateway.type("reveille:trustc\t\r");
            gateway.awaitShown("the clock");
            gateway.type("reveille:nonsense\u0003");

            gateway.type("\u0004");

            assertThat(gateway.awaitEnd()).isZero();
            assertThat(gateway.shown())
                    .contains("Reveille gateway has stopped")
                    .doesNotContain("ERROR")
                    .doesNotContain("\tat ");
        }
    }
}

package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.PowerService;
import io.reveille.PowerStatus.Inhibitor;
import io.reveille.spi.Quiescence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The commands, as Gogo calls them. */
public class ShellIT extends ContainerTest {

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void thereIsSomethingToSleepFor() {
        gateway.service(Quiescence.class);
    }

    @After
    public void power() throws Exception {
        gateway.start(Gateway.POWER);
    }

    @Test
    public void itIsKeptAwakeAndReleased() throws Exception {
        PowerService power = gateway.service(PowerService.class);

        assertThat(told("reveille:awake 30m \"a look at the meter\"")).startsWith("kept awake until 20");

        assertThat(power.status().inhibitors()).extracting(Inhibitor::reason).containsExactly("a look at the meter");
        assertThat(told("reveille:power"))
                .contains("back end  simulated", "awake for operator (a look at the meter), since 20");
        assertThat(told("reveille:awake 30 minutes")).startsWith("kept awake until 20");
        assertThat(told("reveille:release")).isEqualTo("released: 2 holds");
        assertThat(power.status().inhibitors()).isEmpty();
        assertThat(told("reveille:tryAgain")).contains("tried again");
        assertThat(told("reveille:forecast")).contains("with tolerance");
        assertThat(told("reveille:forecast 2")).contains("with tolerance");
    }

    @Test
    public void whatCannotBeReadIsRefusedAndNothingIsDone() {
        assertThatThrownBy(() -> told("reveille:awake soon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"soon\"")
                .hasMessageContaining("Nothing was done");
        assertThatThrownBy(() -> told("reveille:awake")).hasMessageContaining("how long is missing");
        assertThatThrownBy(() -> told("reveille:forecast 1 2")).hasMessageContaining("one word too many");
        assertThatThrownBy(() -> told("reveille:import")).hasMessageContaining("the file is missing");
        assertThat(gateway.service(PowerService.class).status().inhibitors()).isEmpty();
    }

    @Test
    public void withoutThePowerBundleTheCommandsSaySo() throws Exception {
        gateway.stop(Gateway.POWER);
        assertThatThrownBy(() -> told("reveille:power"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.reveille.power is not installed, or has not started");

        gateway.start(Gateway.POWER);
        gateway.service(PowerService.class);
        assertThat(told("reveille:power")).contains("simulated");
    }

    @Test
    public void jobsAreExportedDeletedBroughtBackAndImported() throws Exception {
        gateway.scheduler().every(6).hours().named("s-poll").run("nobody");
        gateway.scheduler().every(7).hours().named("s other").run("nobody");
        Path file = folder.getRoot().toPath().resolve("jobs.json");

        assertThat(told("reveille:export " + file + " --state")).isEqualTo("written to " + file);
        assertThat(file).content().contains("s-poll", "\"state\"");
        gateway.job("s-poll").cancel();
        gateway.job("s other").cancel();
        assertThat(told("reveille:deleted")).contains("s-poll  CANCELLED 20", "; every 6 hours");
        assertThat(told("reveille:bringBack \"s other\"")).startsWith("s other is back. ");

        assertThat(told("reveille:import " + file + " --dry-run")).contains("NEW  s-poll, with its state", "SAME");
        assertThat(gateway.scheduler().job("s-poll")).isEmpty();
        assertThat(told("reveille:import " + file)).endsWith("Done.");
        assertThat(gateway.scheduler().job("s-poll")).isPresent();
        assertThatThrownBy(() -> told("reveille:bringBack s-poll")).isInstanceOf(IllegalStateException.class);
        assertThat(told("reveille:quarantined")).isEqualTo("nothing is in the quarantine");
    }

    @Test
    public void jobsAreAddedLookedAtHeldAndRemoved() throws Exception {
        assertThat(told("reveille:add \"every 6 hours\" nobody name=\"s new\" tags=shell message=\"good day\""))
                .startsWith("s new is stored. It waits: no service offers the handler");

        assertThat(told("reveille:jobs -t shell")).contains("WAITING  s new", "every 6 hours", "1 job: 1 waiting");
        assertThat(told("reveille:job \"s new\" --json")).contains("\\\"message\\\":\\\"good day\\\"");
        assertThat(told("reveille:edit \"s new\" schedule=\"every 7 hours\"")).startsWith("s new is changed.");
        assertThat(told("reveille:pause \"s new\"")).contains("It is held: paused.");
        assertThat(told("reveille:resume \"s new\"")).contains("It waits");
        assertThat(told("reveille:run \"s new\"")).startsWith("s new: SKIPPED");
        assertThat(told("reveille:interrupt \"s new\"")).contains("nothing was done");
        assertThat(told("reveille:history \"s new\"")).isNotEmpty();
        assertThat(told("reveille:check every day at 10:30")).contains("in words   Every day at 10:30");
        assertThat(told("reveille:next 3")).contains("s new");
        assertThat(told("reveille:remove \"s new\"")).contains("is removed");
        assertThat(gateway.scheduler().job("s new")).isEmpty();
    }

    private String told(String command) throws Exception {
        CommandProcessor shell = gateway.service(CommandProcessor.class);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            session.execute(command);
        }
        return output.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}

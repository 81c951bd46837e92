package io.reveille.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.RunOutcome;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes the jobs of a real engine, through real Gogo. */
class OrderCommandsTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final Recorder recorder = new Recorder();
    private final OrderCommands commands = new OrderCommands();
    private final Terminal terminal = new Terminal(commands);

    @BeforeEach
    void open() {
        commands.scheduler = gateway.scheduler("io.reveille.shell");
        commands.patience = Duration.ZERO;
        gateway.handler("scan", recorder.succeeding());
        gateway.asyncHandler("lasts", recorder.lasting());
    }

    private Job poll() {
        return scheduler.schedule("every hour").named("poll").run("scan");
    }

    @Test
    void aJobIsHeldAndLetGo() throws Exception {
        Job job = poll();

        assertThat(terminal.told("reveille:pause poll"))
                .startsWith("poll: It is held: paused.")
                .contains("reveille:resume");
        assertThat(job.status().state()).isEqualTo(JobState.HELD);
        assertThat(terminal.told("reveille:resume poll")).startsWith("poll: It runs next at");
        assertThat(job.status().state()).isEqualTo(JobState.READY);
        assertThat(terminal.told("reveille:pause --all")).isEqualTo("paused: 1 job");
        assertThat(terminal.told("reveille:resume --all")).isEqualTo("resumed: 1 job");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:pause poll --all"))
                .withMessageContaining("two things");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:pause"))
                .withMessageContaining("the job's name is missing");
    }

    @Test
    void aRunOnRequestTellsItsEndOrThatItGoesOn() throws Exception {
        poll();
        Job lasts = scheduler.schedule("every hour").named("long").run("lasts");
        scheduler.schedule("every hour").named("none").run("nobody");

        assertThat(terminal.told("reveille:run none")).startsWith("none: SKIPPED: ");
        assertThat(terminal.told("reveille:run long")).startsWith("long runs; reveille:history");
        gateway.settle();
        assertThat(terminal.told("reveille:interrupt long")).startsWith("told to end: 1 run of long");
        gateway.settle();
        assertThat(lasts.history().get(0).outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(terminal.told("reveille:interrupt long")).isEqualTo("no run of long is under way; nothing was done");
    }

    @Test
    void aJobIsAddedAsAnOperators() throws Exception {
        assertThat(terminal.told(
                        "reveille:add \"every day at 10:30\" scan name=hello tags=\"a, b\" timeout=\"5 minutes\""
                                + " priority=3 message=\"good morning\" unit=3 on=true zip=007 list=\"[1, 2]\""))
                .startsWith("hello is stored. It runs next at 2026-03-04T10:30:00Z");

        Job job = scheduler.job("hello").orElseThrow();
        assertThat(job.definition().schedule()).hasToString("every day at 10:30 in UTC");
        assertThat(job.definition().tags()).containsExactly("a", "b");
        assertThat(job.definition().policies().timeout()).contains(Duration.ofMinutes(5));
        assertThat(job.definition().policies().priority()).isEqualTo(3);
        assertThat(job.definition().arguments())
                .isEqualTo(Map.of(
                        "message", "good morning", "unit", 3L, "on", true, "zip", "007", "list", List.of(1L, 2L)));
        assertThat(job.status().owner()).isEmpty();
        assertThat(job.status().stored()).isTrue();
    }

    @Test
    void whatCannotBeAddedIsRefusedAndNothingIsThere() {
        poll();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add \"every houre\" scan"))
                .withMessageStartingWith("schedule: cannot read the schedule \"every houre\"")
                .withMessageContaining("\n      ^")
                .withMessageEndingWith("\nNothing was changed.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add every day at 10:30 scan"))
                .withMessageContaining("\"at\" is no KEY=VALUE; what has blanks in it wants quotes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add \"every hour\" scan name=poll"))
                .withMessageContaining("there is a job named \"poll\" already")
                .withMessageContaining("Nothing was done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add \"every hour\""))
                .withMessageContaining("the handler is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add \"every hour\" scan timeout=soon"))
                .withMessageStartingWith("timeout: ")
                .withMessageContaining("soon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:add \"every hour\" scan x=\"[1\""))
                .withMessageStartingWith("args: ");
        assertThat(scheduler.jobs()).hasSize(1);
    }

    @Test
    void aJobIsEditedAndWhatIsNotNamedStays() throws Exception {
        terminal.told("reveille:add \"every hour\" scan name=poll tags=field retry=3 unit=3 name2=x args.name=meter");

        assertThat(terminal.told("reveille:edit poll schedule=\"every 2 hours\" retry= unit=4 name2="))
                .startsWith("poll is changed. It runs next at 2026-03-04T12:00:00Z");

        Job job = scheduler.job("poll").orElseThrow();
        assertThat(job.definition().schedule()).hasToString("every 2 hours");
        assertThat(job.definition().policies().retry().attempts()).isZero();
        assertThat(job.definition().tags()).containsExactly("field");
        assertThat(job.definition().arguments()).isEqualTo(Map.of("unit", 4L, "name", "meter"));
        terminal.told("reveille:edit poll args=\"{}\"");
        assertThat(job.definition().arguments()).isEmpty();
    }

    @Test
    void aDefinitionThatCannotBeUsedIsMended() throws Exception {
        gateway.store("poll", "every houre", "scan");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:pause poll"))
                .withMessageContaining("no job named \"poll\" that can be used: reveille:problems says why");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:edit poll unit=3"))
                .withMessageContaining("args=JSON");
        assertThat(terminal.told("reveille:edit poll schedule=\"every hour\"")).startsWith("poll is changed.");
        assertThat(scheduler.broken()).isEmpty();
    }

    @Test
    void whatCannotBeEditedIsRefused() {
        poll();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:edit poll name=other"))
                .withMessageContaining("another name makes another job");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:edit poll"))
                .withMessageContaining("what to change is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:edit pol x=1"))
                .withMessageContaining("did you mean \"poll\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:edit poll args=\"{}\" x=1"))
                .withMessageContaining("all arguments at once");
        assertThat(scheduler.job("poll").orElseThrow().definition().arguments()).isEmpty();
    }

    @Test
    void whatIsStoredInPlaceOfAServicesJobIsSaidToBeThat() throws Exception {
        gateway.handler("carried", context -> JobResult.success(), Map.of("job.schedule", "every hour"));

        assertThat(terminal.told("reveille:edit carried schedule=\"every minute\""))
                .startsWith("carried is changed. It is stored now, and goes before the definition that its service"
                        + " carries, until reveille:remove. It runs next at");
        assertThat(terminal.told("reveille:edit carried schedule=\"every 2 minutes\""))
                .startsWith("carried is changed. It runs next at");
        assertThat(terminal.told("reveille:remove carried"))
                .startsWith(
                        "the stored definition of carried is removed; the one that its service carries counts. It runs"
                                + " next at");
        assertThat(scheduler.job("carried"))
                .hasValueSatisfying(
                        job -> assertThat(job.definition().schedule()).hasToString("every hour"));
    }

    @Test
    void aJobIsRemovedUnlessAServiceCarriesIt() throws Exception {
        poll();
        gateway.handler("carried", context -> JobResult.success(), Map.of("job.schedule", "every hour"));

        assertThat(terminal.told("reveille:remove poll"))
                .isEqualTo("poll is removed; reveille:bringBack brings it back, for 7 days");
        assertThat(scheduler.job("poll")).isEmpty();
        assertThat(scheduler.deleted()).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> terminal.told("reveille:remove carried"))
                .withMessageContaining("was not removed")
                .withMessageContaining("reveille:pause");
    }

    @Test
    void theTrailNamesWhoTypes() throws Exception {
        poll();
        terminal.told("reveille:pause poll");

        assertThat(scheduler.trail().get(0).by()).isEqualTo(System.getProperty("user.name") + " (io.reveille.shell)");
    }

    @Test
    void theClockIsDeclaredRight() throws Exception {
        assertThat(terminal.told("reveille:trustClock")).startsWith("the clock counts as right");
    }

    @Test
    void withoutTheCoreTheySaySo() {
        commands.scheduler = null;

        assertThatIllegalStateException()
                .isThrownBy(() -> terminal.told("reveille:pause poll"))
                .withMessageContaining("io.reveille.core");
    }
}

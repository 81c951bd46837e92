package io.reveille.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at the jobs of a real engine, through real Gogo. */
class JobCommandsTest {

    private final ManualScheduler gateway = new ManualScheduler(ManualScheduler.START, ZoneId.of("Europe/Rome"));
    private final ScheduleService scheduler = gateway.scheduler();
    private final Recorder recorder = new Recorder();
    private final FakePower power = new FakePower();
    private final JobCommands commands = new JobCommands();
    private final Terminal terminal = new Terminal(commands);

    @BeforeEach
    void open() {
        commands.scheduler = gateway.scheduler("io.reveille.shell");
        commands.power = power;
        commands.clock = Clock.fixed(ManualScheduler.START, ZoneOffset.UTC);
        gateway.handler("scan", recorder.succeeding());
        gateway.asyncHandler("lasts", recorder.lasting());
    }

    private void someJobs() {
        scheduler.schedule("every hour").named("poll").tagged("field").run("scan");
        scheduler.schedule("every 10 minutes").named("long one").run("lasts");
        scheduler.schedule("every day at 10:30").named("report").run("nobody");
        scheduler
                .schedule("every 2 hours")
                .named("upload")
                .tagged("field")
                .run("scan")
                .pause();
        gateway.advance(Duration.ofMinutes(65));
    }

    @Test
    void callsWithoutANameAreShownByBundle() throws Exception {
        assertThat(terminal.told("reveille:calls")).isEqualTo("no bundle has scheduled a call without a name");

        scheduler.every(10).minutes().call(() -> {
            throw new IllegalStateException("no route");
        });
        scheduler.every(7).minutes().call(() -> {});
        gateway.advance(Duration.ofMinutes(15));

        assertThat(terminal.told("reveille:calls").lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "BUNDLE|CALLS|RUNNING|RUNS|FAILED|NEXT|LAST FAILURE",
                        "app|2|0|3|1|2026-03-04T10:20:00Z|2026-03-04T10:10:00Z IllegalStateException: no route");
        assertThat(terminal.told("reveille:calls --json")).contains("\"scheduled\":2", "\"failures\":1");
    }

    @Test
    void jobsAreATable() throws Exception {
        someJobs();

        assertThat(terminal.told("reveille:jobs")).isEqualTo("""
                STATE    NAME      NEXT                  LAST RUN                        SCHEDULE
                RUNNING  long one  2026-03-04T11:10:00Z  -                               every 10 minutes
                READY    poll      2026-03-04T12:00:00Z  2026-03-04T11:00:00Z SUCCEEDED  every hour
                WAITING  report    2026-03-05T09:30:00Z  -                               every day at 10:30 in Europe/Rome
                HELD     upload    -                     -                               every 2 hours
                4 jobs: 1 held, 1 ready, 1 running, 1 waiting""");
        assertThat(power.asked).contains("active");
    }

    @Test
    void jobsAreFoundByTagAndState() throws Exception {
        someJobs();

        assertThat(terminal.told("reveille:jobs -t field"))
                .contains("poll", "upload", "2 jobs: ")
                .doesNotContain("report");
        assertThat(terminal.told("reveille:jobs -t field -s HELD"))
                .contains("upload")
                .doesNotContain("poll");
        assertThat(terminal.told("reveille:jobs -s waiting")).contains("report", "1 job: ");
        assertThat(terminal.told("reveille:jobs -t none")).isEqualTo("there is no such job");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:jobs -s broken"))
                .withMessageContaining(
                        "\"broken\" is no state; there are ready, running, waiting, held, done; expected")
                .withMessageContaining("Nothing was done");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:jobs -t"))
                .withMessageContaining("nothing behind -t");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:jobs field"))
                .withMessageContaining("\"field\" is one word too many");
    }

    @Test
    void definitionsThatCannotBeUsedAreSaid() throws Exception {
        gateway.store("bad", "every houre", "scan");

        assertThat(terminal.told("reveille:jobs"))
                .isEqualTo("there is no such job\n1 definition cannot be used: reveille:problems");
    }

    @Test
    void jobsAreJsonForPrograms() throws Exception {
        someJobs();

        assertThat(terminal.told("reveille:jobs -t field --json"))
                .startsWith("[\n{\"name\":\"poll\",\"state\":\"READY\",\"running\":false,")
                .contains("\"next\":\"2026-03-04T12:00:00Z\"", "\"outcome\":\"SUCCEEDED\"", "\"tags\":[\"field\"]")
                .endsWith("}\n]");
        assertThat(terminal.told("reveille:jobs -t none --json")).isEqualTo("[]");
        assertThat(terminal.told("reveille:job poll --json"))
                .contains("\"definition\":{", "\"upcoming\":[\"2026-03-04T12:00:00Z\"", "\"explain\":\"It runs next");
    }

    @Test
    void oneJobSaysAllOfItself() throws Exception {
        someJobs();

        assertThat(terminal.told("reveille:job report"))
                .startsWith("job        report, WAITING, made by app\nnow        It waits: no service offers")
                .contains("\nschedule   every day at 10:30 in Europe/Rome\n", "\nhandler    nobody\n")
                .endsWith("counts     0 runs, 0 failed (0 in a row), 0 missed, 0 skipped");
        assertThat(terminal.told("reveille:job poll"))
                .contains("\nnext       Wed 2026-03-04 13:00:00 +01:00 Europe/Rome\n")
                .contains("\ntags       field\n");
        assertThat(terminal.told("reveille:explain \"long one\"")).startsWith("It is running now.");
    }

    @Test
    void whoIsNotThereIsSaidAndWhoIsNear() {
        someJobs();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:job Pol"))
                .withMessage("There is no job named \"Pol\"; did you mean \"poll\"? Nothing was done.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:explain x"))
                .withMessageContaining("reveille:jobs lists all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:history"))
                .withMessageContaining("the job's name is missing; expected reveille:history NAME");
    }

    @Test
    void theGatesOfAJobAreATable() throws Exception {
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link"));
        gateway.gate("", (occurrence, condition) -> RunGate.Permit.OPEN);
        scheduler
                .schedule("every hour")
                .named("poll")
                .onlyIf("link eth0", "modem")
                .run("scan");

        assertThat(terminal.told("reveille:gates poll")).isEqualTo("""
                GATE         CONDITION  OPEN  WHY NOT
                (every job)  -          yes   -
                link         eth0       no    no link
                modem        -          no    there is no gate "modem\"""");
        assertThat(power.asked).contains("active");
    }

    @Test
    void aJobWithoutGatesSaysSo() throws Exception {
        someJobs();

        assertThat(terminal.told("reveille:gates poll")).isEqualTo("no gate is asked about poll");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terminal.told("reveille:gates Pol"))
                .withMessageContaining("did you mean \"poll\"?");
    }

    @Test
    void theHistoryIsATable() throws Exception {
        gateway.handler("fails", recorder.doing(context -> JobResult.failure("no\nanswer")));
        scheduler.schedule("every hour").named("poll").run("fails");
        assertThat(terminal.told("reveille:history poll")).isEqualTo("poll has not run yet");
        gateway.advance(Duration.ofHours(1));
        scheduler.job("poll").orElseThrow().trigger();
        gateway.settle();

        assertThat(terminal.told("reveille:history poll")).isEqualTo("""
                START                 OUTCOME  TOOK  ATTEMPT  WHY                       MESSAGE
                2026-03-04T11:00:00Z  FAILED   0 ms  1        on request                no answer
                2026-03-04T11:00:00Z  FAILED   0 ms  1        due 2026-03-04T11:00:00Z  no answer""");
    }

    @Test
    void theTrailIsATable() throws Exception {
        assertThat(terminal.told("reveille:trail")).isEqualTo("nothing that was done is known");
        gateway.store("poll", "every hour", "scan");
        scheduler.job("poll").orElseThrow().pause();
        scheduler.resumeAll();

        assertThat(terminal.told("reveille:trail")).isEqualTo("""
                LAST                  TIMES  JOB        WHAT     BY              DETAIL
                2026-03-04T10:00:00Z  1      (several)  RESUMED  app             1 job
                2026-03-04T10:00:00Z  1      poll       PAUSED   app             -
                2026-03-04T10:00:00Z  1      poll       DEFINED  (in the store)  -""");
        assertThat(terminal.told("reveille:trail poll")).contains("PAUSED").doesNotContain("RESUMED");
        assertThat(terminal.told("reveille:trail gone")).isEqualTo("nothing that was done is known");
    }

    @Test
    void theNextOccurrencesOfAllJobs() throws Exception {
        assertThat(terminal.told("reveille:next")).isEqualTo("nothing is planned");
        scheduler.schedule("every hour").named("poll").run("scan");
        scheduler.schedule("every 25 minutes").named("often").run("scan");

        assertThat(terminal.told("reveille:next 4")).isEqualTo("""
                NEXT                                        JOB    SCHEDULE
                Wed 2026-03-04 11:25:00 +01:00 Europe/Rome  often  every 25 minutes
                Wed 2026-03-04 11:50:00 +01:00 Europe/Rome  often  every 25 minutes
                Wed 2026-03-04 12:00:00 +01:00 Europe/Rome  poll   every hour
                Wed 2026-03-04 12:15:00 +01:00 Europe/Rome  often  every 25 minutes""");
        assertThat(terminal.told("next").lines()).hasSize(11);
        for (String wrong : new String[] {"0", "1001", "-1", "ten"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> terminal.told("reveille:next " + wrong))
                    .withMessageContaining("\"" + wrong + "\" is no number from 1 to 1000");
        }
    }

    @Test
    void aScheduleIsCheckedInTheZoneThatItMeans() throws Exception {
        assertThat(terminal.told("reveille:check \"every day at 10:30\" times 2"))
                .isEqualTo("""
                        schedule   every day at 10:30 in Europe/Rome times 2
                        in words   Every day at 10:30, Europe/Rome time, 2 times
                        next       Thu 2026-03-05 10:30:00 +01:00 Europe/Rome
                                   Fri 2026-03-06 10:30:00 +01:00 Europe/Rome""");
        assertThat(terminal.told("check once in 45 minutes")).contains("next       Wed 2026-03-04");
        assertThat(terminal.told("check @reboot")).endsWith("next       whenever that happens");
        assertThat(terminal.told("check once at 2020-01-01T00:00:00Z")).contains("never");
        assertThatThrownBy(() -> terminal.told("check \"every 10 secnds\""))
                .isInstanceOf(ScheduleSyntaxException.class)
                .hasMessageContaining("\n         ^ did you mean \"seconds\"?");
    }

    @Test
    void withoutTheCoreTheySaySo() {
        commands.scheduler = null;

        assertThatIllegalStateException()
                .isThrownBy(() -> terminal.told("reveille:jobs"))
                .withMessageContaining("io.reveille.core");
    }
}

package io.reveille.itests.suspend;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.itests.suspend.Machine.Kind;
import io.reveille.itests.suspend.Nights.Figures;
import io.reveille.itests.suspend.Nights.Night;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The gateway as it is shipped, on a machine with Debian's kernel that really suspends and powers off. What is seen is held
 * against the events of QEMU.
 *
 * <p>With {@code -Dsuspend.spoil=early} somebody presses the machine's button in its first sleep, with {@code late} its
 * alarm comes late, with {@code alarm} it may not wake the machine after that; each unknown to the test: so it can be seen
 * that it is found.
 */
class SuspendIT {

    private static final Path FOLDER = Path.of(System.getProperty("suspend.folder", ""));
    private static final String SPOIL = System.getProperty("suspend.spoil", "");

    /** From the switch to the first run; a machine that builds may be busy with other things. */
    private static final Duration BOOT = Duration.ofMinutes(3);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String NO_CLOCK =
            "this machine has no real-time clock (nothing in /sys/class/rtc), so nothing could wake it";

    private static final String FORBID = "echo disabled >/sys/class/rtc/rtc0/device/power/wakeup";

    private static final Map<String, Object> SETTINGS = Map.of(
            "backend", "linux",
            "strategy", "sysfs",
            "sleep.minimum", 10,
            "grace.boot", 0,
            "grace.foreign", 5);

    private static final Table TABLE = new Table();

    private Path folder;
    private Diary diary;

    @BeforeAll
    static void image() {
        Machine.requireImage();
    }

    @BeforeEach
    void diary(TestInfo test) throws Exception {
        folder = FOLDER.resolve(test.getTestMethod().orElseThrow().getName());
        diary = new Diary(folder.resolve("seen.txt"));
    }

    @AfterAll
    static void table() throws Exception {
        TABLE.write(FOLDER.resolve("table.md"));
    }

    @Test
    void sleepsBetweenJobsAndIsWokenForThem() throws Exception {
        Disk disk = disk(
                Map.of("tick", "cron */30 * * * * * in UTC", "rides", "cron 45 * * * * * in UTC within 20 seconds"),
                SETTINGS);
        try (Machine machine = Machine.start(Kind.of("2027-03-01T00:00:00Z"), disk, diary)) {
            diary.await("SUSPEND", 1, BOOT);
            spoil(machine);
            // In its second sleep somebody presses the button. It sleeps again, and is in time for the job all the
            // same.
            diary.await("SUSPEND", 2, MINUTE);
            TimeUnit.SECONDS.sleep(3);
            machine.wake();
            diary.await("FIRST_RUN", 2, MINUTE);
            // After its fourth somebody forbids the alarm to wake the machine: the next sleep would have no end.
            diary.await("WAKEUP", 4, MINUTE);
            machine.type(FORBID);
            diary.await("FAILED", 1, MINUTE);
            diary.awaitAllTold(MINUTE);
        }
        Nights nights = Nights.of(diary.all());
        Figures figures = nights.check(Map.of("tick", Duration.ZERO, "rides", Duration.ofSeconds(20)));
        assertThat(ends()).containsExactly("ALARM", "FOREIGN", "ALARM", "ALARM");
        assertUnbroken(nights, "tick", Duration.ofSeconds(30));
        assertThat(diary.all("FAILED").get(0).text("detail")).contains("the alarm may not wake the machine");
        TABLE.add("suspend between jobs; the second sleep ended by something else", figures);
    }

    @Test
    void anRtcThatIsAnHourOffWakesItAllTheSame() throws Exception {
        Disk disk = disk(Map.of("tick", "cron */20 * * * * * in UTC"), SETTINGS);
        try (Machine machine = Machine.start(Kind.of("2027-03-01T01:00:00Z", "rtc_off=3600"), disk, diary)) {
            machine.nudge();
            diary.await("FIRST_RUN", 1, BOOT);
            diary.awaitAllTold(MINUTE);
        }
        Nights nights = Nights.of(diary.all());
        Figures figures = nights.check(Map.of("tick", Duration.ZERO));
        assertThat(ends()).isNotEmpty().containsOnly("ALARM");
        assertThat(nights.nominals("tick")).allMatch(time -> time.isBefore(Instant.parse("2027-03-01T00:30:00Z")));
        TABLE.add("an RTC that is an hour ahead", figures);
    }

    @Test
    void anAlarmBeyondADayIsSleptInHops() throws Exception {
        Disk disk = disk(Map.of("far", "once at 2027-03-02T02:00:00Z"), SETTINGS);
        Warp warp = new Warp(folder.resolve("warp"));
        Kind kind = Kind.of("2027-03-01T00:00:00Z").with(warp.environment(Machine.library("libfaketime.so.1")));
        try (Machine machine = Machine.start(kind, disk, diary)) {
            diary.await("SUSPEND", 1, BOOT);
            warp.forward(Duration.ofHours(23).plusMinutes(54).plusSeconds(45));
            nudgeUntilAwake(machine, 1);
            diary.await("SLEPT", 1, MINUTE);
            diary.await("SUSPEND", 2, MINUTE);
            Duration left =
                    Duration.between(diary.all("SLEPT").get(0).time("at"), Instant.parse("2027-03-02T02:00:00Z"));
            warp.forward(left.minusSeconds(15));
            nudgeUntilAwake(machine, 2);
            diary.await("FIRST_RUN", 1, MINUTE);
        }
        List<Seen> slept = diary.all("SLEPT");
        assertThat(ends()).containsExactly("ALARM", "ALARM");
        List<Night> nights = Nights.of(diary.all()).nights();
        for (int i = 0; i < 2; i++) {
            assertThat(slept(slept.get(i))).isCloseTo(nights.get(i).time(), Duration.ofSeconds(2));
        }
        assertThat(slept.get(0).time("wake"))
                .isBetween(Instant.parse("2027-03-01T23:55:00Z"), Instant.parse("2027-03-01T23:59:59Z"));
        assertThat(slept.get(1).time("wake"))
                .isBetween(Instant.parse("2027-03-02T01:59:57Z"), Instant.parse("2027-03-02T02:00:00Z"));
        Seen run = diary.all("RUN").get(0);
        assertThat(run.time("started"))
                .isBetween(Instant.parse("2027-03-02T02:00:00Z"), Instant.parse("2027-03-02T02:00:01Z"));
        TABLE.add(
                "a job in 26 hours, the clocks turned on meanwhile",
                new Figures(
                        2,
                        slept.stream().map(SuspendIT::slept).reduce(Duration.ZERO, Duration::plus),
                        1,
                        Duration.between(run.time("nominal"), run.time("started"))));
    }

    @Test
    void aMachineWithoutAClockSaysSoAndItsJobsRun() throws Exception {
        // A calendar job would wait for somebody to set the time: without an RTC nobody knows it.
        Disk disk = disk(Map.of("tick", "every 15 seconds"), SETTINGS);
        try (Machine machine =
                Machine.start(Kind.of("2027-03-01T00:00:00Z", "initcall_blacklist=cmos_init"), disk, diary)) {
            machine.nudge();
            diary.await("RUN", 2, BOOT);
        }
        assertThat(diary.all("SUSPEND")).isEmpty();
        Figures figures = Nights.of(diary.all()).check(Map.of("tick", Duration.ZERO));
        assertThat(diary.all("RUN"))
                .allSatisfy(run -> assertThat(run.text("power")).contains(NO_CLOCK));
        assertThat(diary.all(Seen.LINE))
                .anySatisfy(line -> assertThat(line.text("line")).contains("WARN", NO_CLOCK));
        TABLE.add("no RTC", figures);
    }

    @Test
    void poweredOffItRunsWhatIsPendingAtTheNextStart() throws Exception {
        Map<String, Object> settings = new LinkedHashMap<>(SETTINGS);
        settings.put("depth", "power-off");
        Disk disk = disk(
                Map.of("tick", "cron 0 */10 * * * * in UTC", "pending", "cron 0 5 * * * * in UTC nowake"), settings);
        Instant wake;
        try (Machine machine = Machine.start(Kind.of("2027-03-01T00:00:00Z"), disk, diary)) {
            wake = diary.await("POWERING_OFF", 1, BOOT).time("wake");
            machine.awaitOff(MINUTE);
        }
        assertThat(diary.all("SHUTDOWN")).hasSize(1);
        assertThat(diary.all("RUN")).isEmpty();
        assertThat(wake).isEqualTo(Instant.parse("2027-03-01T00:09:00Z"));

        // As a board does that its alarm switches on.
        try (Machine machine = Machine.start(Kind.of(wake.toString()), disk, diary)) {
            diary.await("POWERING_OFF", 2, BOOT);
            machine.awaitOff(MINUTE);
        }
        assertThat(diary.all("SHUTDOWN"))
                .hasSize(2)
                .allSatisfy(off -> assertThat(
                                off.more().getAsJsonObject("data").get("reason").getAsString())
                        .isEqualTo("guest-shutdown"));
        Seen pending = diary.all("RUN").get(0);
        assertThat(pending.text("job")).isEqualTo("pending");
        assertThat(pending.text("missed")).isEqualTo("1");
        Seen tick = diary.all("RUN").get(1);
        assertThat(tick.text("job")).isEqualTo("tick");
        assertThat(tick.time("nominal")).isEqualTo(Instant.parse("2027-03-01T00:10:00Z"));
        assertThat(tick.time("started"))
                .isBetween(Instant.parse("2027-03-01T00:10:00Z"), Instant.parse("2027-03-01T00:10:01Z"));
        assertThat(diary.all("RUN")).hasSize(2);
        TABLE.add(
                "power off; started by its alarm, with one occurrence missed and one to come",
                new Figures(
                        1,
                        slept(diary.all("FIRST_RUN").get(0)),
                        2,
                        Duration.between(tick.time("nominal"), tick.time("started"))));
        // The start counts the sleep that the power-off was, and learns how early to have itself switched on.
        Seen first = diary.all("FIRST_RUN").get(0);
        assertThat(first.text("detail")).isEqualTo("the machine was off");
        assertThat(first.time("start")
                        .plusMillis(first.more().get("sleptMillis").getAsLong()))
                .isBetween(wake, wake.plusSeconds(90));
        assertThat(diary.all("POWERING_OFF").get(1).time("wake"))
                .isBetween(Instant.parse("2027-03-01T00:18:30Z"), Instant.parse("2027-03-01T00:19:50Z"));
    }

    /** QEMU waits for the alarm by the time that it knew before its clock jumped. */
    private void nudgeUntilAwake(Machine machine, int times) throws Exception {
        for (int i = 0; i < 100 && diary.all("WAKEUP").size() < times; i++) {
            machine.nudge();
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    private Disk disk(Map<String, String> jobs, Map<String, Object> settings) throws Exception {
        return Disk.make(folder.resolve("disk"), jobs, settings);
    }

    private List<String> ends() {
        return diary.all("SLEPT").stream().map(slept -> slept.text("end")).toList();
    }

    private static Duration slept(Seen told) {
        return Duration.ofMillis(told.more().get("sleptMillis").getAsLong());
    }

    private static void assertUnbroken(Nights nights, String job, Duration interval) {
        Instant last = null;
        for (Instant nominal : nights.nominals(job)) {
            if (last != null) {
                assertThat(nominal).isEqualTo(last.plus(interval));
            }
            last = nominal;
        }
    }

    private void spoil(Machine machine) throws Exception {
        switch (SPOIL) {
            case "" -> {}
            case "early" -> {
                TimeUnit.SECONDS.sleep(5);
                machine.wake();
            }
            case "late" -> {
                TimeUnit.SECONDS.sleep(5);
                machine.signal("STOP");
                TimeUnit.SECONDS.sleep(30);
                machine.signal("CONT");
            }
            case "alarm" -> {
                diary.await("WAKEUP", 1, MINUTE);
                machine.type(FORBID);
            }
            default ->
                throw new IllegalArgumentException("suspend.spoil: " + SPOIL + "; expected early, late or alarm");
        }
    }
}

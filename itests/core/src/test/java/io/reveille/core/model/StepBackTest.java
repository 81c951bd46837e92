package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.schedule.Schedule;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No step back of the clock, from seconds to decades, can ever make the scheduler stall. {@code -Dreveille.seed=N} runs
 * one sequence again.
 */
class StepBackTest {

    private static final int SEQUENCES = 15;
    private static final int STEPS = 8;

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    /** Each of them occurs within a day, and a step back is waited for by an hour at most. */
    private static final Duration LONGEST = Duration.ofHours(25).plusSeconds(60);

    private static final List<String> SCHEDULES = List.of(
            "every 20 minutes",
            "every 7 hours within 30 minutes",
            "every 15 to 90 minutes",
            "every 3 hours until 2100-01-01",
            "every hour at :20",
            "every day at 10:30 in Europe/Rome",
            "every day",
            "every weekday, saturday, sunday at 06:00",
            "every 2 hours at :30 until 2100-01-01",
            "every 30 minutes between 08:00 and 12:00",
            "cron 15 */6 * * *");

    private final Map<String, String> jobs = new HashMap<>();

    @Test
    void noStepBackStallsAnything() {
        Long one = Long.getLong("reveille.seed");
        long first = one == null ? 1 : one;
        for (long seed = first; seed < first + (one == null ? SEQUENCES : 1); seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dreveille.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void run(Random random) {
        ManualScheduler gateway = new ManualScheduler();
        gateway.handler("work", context -> JobResult.success());
        jobs.clear();
        for (String schedule : SCHEDULES) {
            String name = "job " + jobs.size();
            jobs.put(name, schedule);
            Map<String, Object> properties = ManualScheduler.properties(name, schedule, "work");
            properties.put("misfire", List.of("once", "skip", "all").get(random.nextInt(3)));
            properties.put("misfire.limit", "3");
            properties.put("overlap", List.of("skip", "queue", "parallel").get(random.nextInt(3)));
            gateway.store(MemoryDefinitionStore.canonical(name), properties);
        }
        for (int i = 0; i < STEPS; i++) {
            step(gateway, random);
            checkAllRun(gateway);
        }
    }

    private static void step(ManualScheduler gateway, Random random) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            gateway.stepClock(back(gateway.now(), random));
            if (random.nextBoolean()) {
                gateway.advance(Duration.ofSeconds(random.nextInt(3000)));
            }
            if (random.nextInt(3) == 0) {
                gateway.suspend(Duration.ofSeconds(random.nextInt(9000)));
            }
        }
        if (random.nextInt(4) == 0) {
            gateway.stepClock(size(random)); // and forward: what seems over by then is not, after the next step back
        }
        if (random.nextInt(6) == 0) {
            gateway.restartAfter(Duration.ofSeconds(random.nextInt(9000)));
        }
    }

    /** From a second to some thirty years, small ones as likely as large ones. */
    private static Duration size(Random random) {
        return Duration.ofSeconds((long) Math.pow(10, random.nextDouble() * 9));
    }

    /** Not before 1970, where cron begins. */
    private static Duration back(Instant now, Random random) {
        Duration most = Duration.between(FIRST, now);
        Duration size = size(random);
        return (size.compareTo(most) > 0 ? most : size).negated();
    }

    private void checkAllRun(ManualScheduler gateway) {
        Map<String, Long> before = runs(gateway);
        gateway.advance(LONGEST);
        boolean held = false;
        for (Job job : gateway.scheduler().jobs()) {
            if (job.status().state() == JobState.HELD) {
                assertThat(job.status().reason()).startsWith("the clock shows ");
                assertThat(job.explain()).contains(job.status().reason());
                assertThat(isElapsed(job)).as("%s follows elapsed time", job).isFalse();
                held = true;
            } else {
                checkItRan(job, before);
            }
        }
        if (held) {
            before = runs(gateway);
            gateway.scheduler().trustClock();
            gateway.advance(LONGEST);
            for (Job job : gateway.scheduler().jobs()) {
                checkItRan(job, before);
            }
        }
    }

    private void checkItRan(Job job, Map<String, Long> before) {
        assertThat(job.status().runs())
                .as("%s, %s, has run in a day: %s", job, jobs.get(job.name()), job.explain())
                .isGreaterThan(before.getOrDefault(job.name(), 0L));
    }

    private boolean isElapsed(Job job) {
        return Schedule.parse(jobs.getOrDefault(job.name(), "")).isElapsed();
    }

    private static Map<String, Long> runs(ManualScheduler gateway) {
        Map<String, Long> runs = new HashMap<>();
        gateway.scheduler()
                .jobs()
                .forEach(job -> runs.put(job.name(), job.status().runs()));
        return runs;
    }
}

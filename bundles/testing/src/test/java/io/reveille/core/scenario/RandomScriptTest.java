package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.ManualScheduler.Registration;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Anything, in any order: what must hold at every moment. {@code -Dreveille.seed=N} runs one script again. */
class RandomScriptTest {

    private static final int STEPS = 1000;

    private static final List<String> HANDLERS = List.of("good", "bad", "mixed", "slow", "again");
    private static final List<String> SCHEDULES = List.of(
            "every 10 seconds",
            "every 7 minutes",
            "every 2 hours",
            "every 1 to 9 minutes",
            "every minute at :05",
            "every day at 10:30",
            "once in 45 minutes");

    static LongStream seeds() {
        Long one = Long.getLong("reveille.seed");
        return one == null ? LongStream.rangeClosed(1, 6) : LongStream.of(one);
    }

    @ParameterizedTest(name = "-Dreveille.seed={0}")
    @MethodSource("seeds")
    void holdsAtEveryMoment(long seed) {
        Script script = new Script(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            String action = script.act();
            try {
                script.check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "with -Dreveille.seed=" + seed + ", step " + step + ", after " + action + ": " + e.getMessage(),
                        e);
            }
        }
        assertThat(script.runs).as("the script must make something happen").isGreaterThan(200);
    }

    /** One gateway, and what is done to it. */
    private static final class Script {

        private final Random random;
        private final ManualScheduler gateway = new ManualScheduler();
        private final Recorder slow = new Recorder();
        private final Map<String, Registration> handlers = new HashMap<>();
        private final Set<String> there = new HashSet<>(); // of the handlers
        private final Set<String> ran = new HashSet<>(); // job, generation, occurrence and attempt
        private final Set<String> lastAsked = new HashSet<>(); // the jobs whose last run asked for a retry
        private final List<String> twice = new ArrayList<>();
        private int generation; // a crash, a new definition, a correction of the clock: occurrences may come again
        private int starts;
        private int runs;

        Script(Random random) {
            this.random = random;
            handlers.put("good", gateway.handler("good", context -> result(context, JobResult.success())));
            handlers.put("bad", gateway.handler("bad", context -> {
                result(context, JobResult.success());
                throw new StackOverflowError();
            }));
            handlers.put(
                    "mixed",
                    gateway.handler(
                            "mixed",
                            context -> result(
                                    context,
                                    random.nextInt(100) == 0
                                            ? JobResult.cancelJob()
                                            : random.nextBoolean() ? JobResult.success() : JobResult.failure("no"))));
            handlers.put("again", gateway.handler("again", context -> {
                JobResult result = random.nextBoolean()
                        ? JobResult.success()
                        : JobResult.retryAfter(Duration.ofSeconds(1 + random.nextInt(4000)));
                note(context);
                if (result.retryDelay().isPresent()) {
                    lastAsked.add(context.jobName());
                }
                return result;
            }));
            handlers.put("slow", gateway.asyncHandler("slow", context -> {
                note(context);
                return slow.lasting().start(context);
            }));
            there.addAll(HANDLERS);
        }

        /** Does something; returns what. */
        String act() {
            switch (random.nextInt(22)) {
                case 0, 1, 2, 3, 4, 5 -> {
                    Duration time = Duration.ofSeconds(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 1000));
                    gateway.advance(time);
                    return "advance " + time;
                }
                case 6 -> {
                    gateway.time().suspend(Duration.ofSeconds(random.nextInt(20_000)));
                    gateway.settle();
                    return "suspend";
                }
                case 7 -> {
                    generation++; // elapsed jobs get other nominal times, calendar jobs perhaps old ones
                    int seconds = random.nextInt(9000);
                    gateway.time().step(Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds));
                    gateway.settle();
                    return "clock step";
                }
                case 8, 9, 10 -> {
                    comeOrGo(HANDLERS.get(random.nextInt(HANDLERS.size())));
                    return "handler comes or goes";
                }
                case 11, 12, 13 -> {
                    return define(name(), one(SCHEDULES), one(HANDLERS));
                }
                case 14 -> {
                    String name = name();
                    String schedule = one(SCHEDULES) + (random.nextInt(4) == 0 ? " or so" : "");
                    generation++;
                    gateway.store(name, schedule, one(HANDLERS));
                    return "store " + name + " " + schedule;
                }
                case 15 -> {
                    gateway.delete("io.reveille.job~" + name());
                    return "delete";
                }
                case 16 -> {
                    scheduler().job(name()).ifPresent(Job::cancel);
                    gateway.settle();
                    return "cancel";
                }
                case 17 -> {
                    scheduler().job(name()).ifPresent(Job::pause);
                    return "pause";
                }
                case 18 -> {
                    scheduler().jobs().forEach(Job::resume);
                    gateway.settle();
                    return "resume all";
                }
                case 19 -> {
                    scheduler().job(name()).ifPresent(Job::trigger);
                    gateway.settle();
                    return "trigger";
                }
                case 20 -> {
                    finishOne();
                    return "a slow run ends";
                }
                default -> {
                    return stopAndStart();
                }
            }
        }

        private String stopAndStart() {
            Duration down = Duration.ofSeconds(random.nextInt(5000));
            int how = random.nextInt(4);
            if (how < 2) {
                gateway.states().fail(false);
                starts++;
            }
            if (how == 0) {
                gateway.restartAfter(down);
                return "restart after " + down;
            } else if (how == 1) {
                generation++;
                gateway.crashFor(down);
                return "crash for " + down;
            } else if (how == 2) {
                gateway.states().fail(random.nextBoolean());
                return "the state store fails or works";
            }
            finishOne();
            return "a slow run ends";
        }

        void check() {
            assertThat(twice)
                    .as("no occurrence runs twice, except after a crash")
                    .isEmpty();
            gateway.nextWakeUp()
                    .ifPresent(next ->
                            assertThat(next).as("nothing is left to do now").isAfter(gateway.now()));
            for (Job job : scheduler().jobs()) {
                check(job);
            }
        }

        private void check(Job job) {
            JobStatus status = job.status();
            assertThat(job.explain()).isNotBlank();
            assertThat(status.reason().isEmpty())
                    .as("%s is %s because \"%s\"", job, status.state(), status.reason())
                    .isEqualTo(status.state() == JobState.READY);
            if (status.state() == JobState.READY && !status.running()) {
                checkItHasAPlan(job, status);
            }
            if (status.state() == JobState.WAITING_FOR_HANDLER) {
                assertThat(there).doesNotContain(job.definition().handler());
            }
            assertThat(status.failuresInARow()).isLessThanOrEqualTo((int) status.failures());
            assertThat(status.failures()).isLessThanOrEqualTo(status.runs());
            assertThat(job.history()).hasSizeLessThanOrEqualTo(20);
        }

        private void checkItHasAPlan(Job job, JobStatus status) {
            Instant now = gateway.now();
            assertThat(status.nextRun().isPresent() || job.explain().contains("is tried again at"))
                    .as("%s is ready and has a plan: %s", job, job.explain())
                    .isTrue();
            Instant latest = status.nextRun()
                    .map(next -> next.isAfter(now) ? next : now.plusSeconds(60)) // its turn among the overdue
                    .orElse(Instant.MAX);
            assertThat(gateway.nextWakeUp().orElse(Instant.MAX))
                    .as("it is %s, and the engine wakes for %s: %s", now, job, job.explain())
                    .isBeforeOrEqualTo(latest);
        }

        private String define(String name, String schedule, String handler) {
            generation++;
            try {
                gateway.define(name, schedule, handler);
            } catch (IllegalStateException e) {
                assertThat(e).as("only because of a broken one").hasMessageContaining("or so");
            }
            return "define " + name + " " + schedule + " " + handler;
        }

        private void comeOrGo(String name) {
            Registration handler = handlers.get(name);
            if (handler == null) {
                return;
            }
            if (there.remove(name)) {
                handler.close();
            } else {
                there.add(name);
                handler.register();
            }
        }

        private void finishOne() {
            if (slow.pending() > 0) {
                slow.finish(random.nextBoolean() ? JobResult.success() : JobResult.failure("slow and bad"));
                gateway.settle();
            }
        }

        private JobResult result(JobContext context, JobResult result) {
            note(context);
            return result;
        }

        private void note(JobContext context) {
            runs++;
            // A retry that waits at a stop begins anew after it.
            boolean mayComeAgain = context.attempt() > 1 || lastAsked.remove(context.jobName());
            String occurrence = context.jobName() + " " + generation + " " + context.nominalTime() + " attempt "
                    + context.attempt() + (mayComeAgain ? " start " + starts : "");
            if (!context.isTriggered() && !context.isRecovery() && !ran.add(occurrence)) {
                twice.add(occurrence);
            }
        }

        private ScheduleService scheduler() {
            return gateway.scheduler();
        }

        private String name() {
            return "job " + random.nextInt(8);
        }

        private String one(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}

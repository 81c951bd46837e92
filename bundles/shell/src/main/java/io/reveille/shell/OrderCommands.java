package io.reveille.shell;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.PowerService;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands that change and control jobs. Each use counts as an operator's action. */
@Component(service = OrderCommands.class)
public final class OrderCommands {

    private static final String ALL = "--all";
    private static final String WAIT = "--wait";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ScheduleService scheduler;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PowerService power;

    /** How long a command waits for the end of a run, to report the outcome at once if the run is short. */
    Duration patience = Duration.ofSeconds(2);

    @Descriptor("runs a job now, beside its schedule; with --wait it waits for the end, however long that takes")
    public void run(CommandSession session, @Descriptor("the job's name") String... line) throws InterruptedException {
        if (Help.isAsked(session, Usage.RUN, line)) {
            return;
        }
        Line words = Line.of(Usage.RUN, 1, Set.of(WAIT), line);
        Job job = Finder.job(scheduler(session), words);
        CompletableFuture<RunReport> run = job.trigger().toCompletableFuture();
        try {
            RunReport report = words.has(WAIT) ? run.get() : run.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            Output.give(session, JobText.report(report));
        } catch (TimeoutException e) {
            Output.give(
                    session, job.name() + " runs; reveille:history tells its end, reveille:interrupt brings it about");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The run of \"" + job.name() + "\" came to nothing.", e.getCause());
        }
    }

    @Descriptor("holds a job until it is resumed, over restarts too; a run under way goes on. With --all every job")
    public void pause(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.PAUSE, line)) {
            return;
        }
        Line words = Line.of(Usage.PAUSE, 1, Set.of(ALL), line);
        if (isAll(words)) {
            Output.give(session, "paused: " + Phrases.count(scheduler(session).pauseAll(), "job", "jobs"));
            return;
        }
        Job job = Finder.job(scheduler(session), words);
        job.pause();
        Output.give(session, about(job));
    }

    @Descriptor(
            "lets a job go on after a pause or a quarantine; what came due meanwhile is dropped. With --all every paused job")
    public void resume(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.RESUME, line)) {
            return;
        }
        Line words = Line.of(Usage.RESUME, 1, Set.of(ALL), line);
        if (isAll(words)) {
            Output.give(session, "resumed: " + Phrases.count(scheduler(session).resumeAll(), "job", "jobs"));
            return;
        }
        Job job = Finder.job(scheduler(session), words);
        int dropped = job.resume();
        String what = dropped == 0
                ? ""
                : " " + Phrases.count(dropped, "occurrence", "occurrences") + " dropped, of the time it was held.";
        Output.give(session, about(job) + what);
    }

    private static boolean isAll(Line words) {
        if (words.has(ALL) && words.first().isPresent()) {
            throw words.refused("a name and " + ALL + " are two things");
        }
        return words.has(ALL);
    }

    @Descriptor("ends the runs of a job that are under way")
    public void interrupt(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.INTERRUPT, line)) {
            return;
        }
        Line words = Line.of(Usage.INTERRUPT, 1, Set.of(), line);
        Job job = Finder.job(scheduler(session), words);
        int told = job.interrupt();
        Output.give(
                session,
                told == 0
                        ? "no run of " + job.name() + " is under way; nothing was done"
                        : "told to end: " + Phrases.count(told, "run", "runs") + " of " + job.name()
                                + "; reveille:history tells what becomes of it");
    }

    @Descriptor("makes a job: add \"every day at 10:30\" log name=hello message=\"good morning\"")
    public void add(CommandSession session, @Descriptor("the schedule, the handler, and KEY=VALUE") String... line) {
        if (Help.isAsked(session, Usage.ADD, line)) {
            return;
        }
        Line words = Line.of(Usage.ADD, Integer.MAX_VALUE, Set.of(), Set.of(), line);
        String schedule = words.needed("the schedule");
        if (words.words().size() < 2) {
            throw words.refused("the handler is missing");
        }
        String handler = words.words().get(1);
        Changes changes = Changes.of(words, 2);
        Map<String, Object> properties = changes.on(
                Map.of(
                        JobProperties.NAME, handler,
                        JobProperties.SCHEDULE, schedule,
                        JobProperties.HANDLER, handler),
                Map.of());
        String name = String.valueOf(properties.get(JobProperties.NAME));
        ScheduleService present = scheduler(session);
        if (present.job(name).isPresent() || Finder.broken(present, name).isPresent()) {
            throw words.refused("there is a job named \"" + name + "\" already: reveille:edit changes that, name=OTHER"
                    + " makes another");
        }
        Job job = define(present, properties);
        Output.give(session, job.name() + " is stored. " + Phrases.line(job.explain()));
    }

    @Descriptor("changes a job's definition: edit hello schedule=\"every hour\" message=hi; KEY= takes one away")
    public void edit(CommandSession session, @Descriptor("the job's name, and KEY=VALUE") String... line) {
        if (Help.isAsked(session, Usage.EDIT, line)) {
            return;
        }
        Line words = Line.of(Usage.EDIT, Integer.MAX_VALUE, Set.of(), Set.of(), line);
        words.needed("the job's name");
        Changes changes = Changes.of(words, 1);
        if (changes.isNothing()) {
            throw words.refused("what to change is missing");
        }
        if (changes.names(JobProperties.NAME)) {
            throw words.refused("another name makes another job: add that, and remove this one");
        }
        ScheduleService present = scheduler(session);
        Map<String, Object> properties = changed(present, words, changes);
        boolean wasCarried = isCarried(present, words.needed("the job's name"));
        Job job = define(present, properties);
        String stored = wasCarried
                ? "It is stored now, and goes before the definition that its service carries, until reveille:remove. "
                : "";
        Output.give(session, job.name() + " is changed. " + stored + Phrases.line(job.explain()));
    }

    /** Whether the definition that counts is that of a handler's service. */
    private static boolean isCarried(ScheduleService present, String name) {
        return present.job(name)
                .flatMap(Seen::of)
                .filter(job -> !job.status().stored())
                .isPresent();
    }

    private static Map<String, Object> changed(ScheduleService present, Line words, Changes changes) {
        Optional<Job> job = present.job(words.needed("the job's name"));
        Optional<Map<String, Object>> broken =
                job.isPresent() ? Optional.empty() : Finder.broken(present, words.needed("the job's name"));
        if (broken.isEmpty()) {
            Job there = job.orElseGet(() -> Finder.job(present, words));
            return changes.on(there.properties(), there.definition().arguments());
        }
        if (changes.hasArguments()) {
            throw words.refused("the definition cannot be used as it is, and its arguments are not known: give all with"
                    + " args=JSON");
        }
        return changes.on(broken.get(), Map.of());
    }

    private static Job define(ScheduleService present, Map<String, Object> properties) {
        try {
            return present.define(properties);
        } catch (JobDefinitionException e) {
            String why = e.all().stream()
                    .map(fault -> fault.property() + ": " + Phrases.plain(String.valueOf(fault.getMessage())))
                    .collect(Collectors.joining("\n"));
            String end = why.contains("othing was changed") ? "" : "\nNothing was changed.";
            throw new IllegalArgumentException(why + end, e);
        }
    }

    @Descriptor(
            "removes a job: definition, state and history; reveille:bringBack brings the definition back for 7 days")
    public void remove(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.REMOVE, line)) {
            return;
        }
        Line words = Line.of(Usage.REMOVE, 1, Set.of(), line);
        ScheduleService present = scheduler(session);
        Job job = Finder.job(present, words);
        if (!job.cancel()) {
            throw new IllegalStateException(
                    "The job \"" + job.name() + "\" is carried by a handler's service and goes with its"
                            + " bundle; it was not removed. reveille:pause holds it.");
        }
        Output.give(
                session,
                isCarried(present, job.name())
                        ? "the stored definition of " + job.name()
                                + " is removed; the one that its service carries counts. " + Phrases.line(job.explain())
                        : job.name() + " is removed; reveille:bringBack brings it back, for 7 days");
    }

    @Descriptor("says that the clock is right as it is; jobs that wait for that go on")
    public void trustClock(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.TRUST_CLOCK, line)) {
            return;
        }
        Line.of(Usage.TRUST_CLOCK, 0, Set.of(), line);
        ScheduleService present = scheduler(session);
        present.trustClock();
        Output.give(session, "the clock counts as right: " + present.status().clock());
    }

    private static String about(Job job) {
        return job.name() + ": " + Phrases.line(job.explain());
    }

    private ScheduleService scheduler(CommandSession session) {
        Optional.ofNullable(power).ifPresent(PowerService::operatorActive);
        return ShellUser.of(session, Phrases.there(scheduler, "the scheduler", "io.reveille.core"));
    }
}

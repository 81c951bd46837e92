package io.reveille.shell;

import io.reveille.BundleCalls;
import io.reveille.Job;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.json.JobJson;
import io.reveille.json.JsonText;
import io.reveille.schedule.Schedule;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The commands that show jobs and their gates, and change nothing. Each use counts as an operator's action. */
@Component(service = JobCommands.class)
public final class JobCommands {

    private static final String JSON = "--json";
    private static final int NEXT = 10;
    private static final int MOST_NEXT = 1000;
    static final List<String> STATES = List.of("ready", "running", "waiting", "held", "done");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ScheduleService scheduler;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PowerService power;

    Clock clock = Clock.systemUTC();

    @Descriptor("all jobs; with -t those with a tag, with -s those in a state, with --json for programs")
    public void jobs(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.JOBS, line)) {
            return;
        }
        Line words = Line.of(Usage.JOBS, 0, Set.of(JSON), Set.of("-t", "-s"), line);
        Predicate<Seen> state =
                words.option("-s").map(wanted -> state(wanted, words)).orElse(job -> true);
        ScheduleService present = scheduler();
        List<Job> all = words.option("-t").map(present::jobs).orElseGet(present::jobs);
        List<Seen> jobs =
                all.stream().flatMap(job -> Seen.of(job).stream()).filter(state).toList();
        boolean isAll = words.option("-t").isEmpty() && words.option("-s").isEmpty();
        int broken = isAll ? present.broken().size() : 0;
        Output.give(session, words.has(JSON) ? json(jobs) : JobText.jobs(jobs, broken));
    }

    private static String json(List<Seen> jobs) {
        return JobJson.lines(jobs.stream()
                .map(job -> JobJson.brief(job.name(), job.definition(), job.status()))
                .toList());
    }

    private static Predicate<Seen> state(String wanted, Line words) {
        String state = wanted.toLowerCase(Locale.ROOT);
        if (!STATES.contains(state)) {
            throw words.refused("\"" + wanted + "\" is no state; there are " + String.join(", ", STATES));
        }
        return job -> JobText.state(job.status()).equalsIgnoreCase(state);
    }

    @Descriptor("all about one job: where it stands and why, its definition, its next occurrences")
    public void job(CommandSession session, @Descriptor("the job's name; --json for programs") String... line) {
        if (Help.isAsked(session, Usage.JOB, line)) {
            return;
        }
        Line words = Line.of(Usage.JOB, 1, Set.of(JSON), line);
        ScheduleService present = scheduler();
        Job job = Finder.job(present, words);
        Output.give(
                session,
                words.has(JSON) ? JsonText.of(JobJson.whole(job, JobText.NEXT)) : JobText.job(job, present.zone()));
    }

    @Descriptor("when a job runs next and why then, what it waits for, what happened last")
    public void explain(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.EXPLAIN, line)) {
            return;
        }
        Line words = Line.of(Usage.EXPLAIN, 1, Set.of(), line);
        Output.give(session, Phrases.line(Finder.job(scheduler(), words).explain()));
    }

    @Descriptor("asks the gates of a job how they stand now; waits at most 10 s for them")
    public void gates(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.GATES, line)) {
            return;
        }
        Line words = Line.of(Usage.GATES, 1, Set.of(), line);
        Job job = Finder.job(scheduler(), words);
        Output.give(session, JobText.gates(job.name(), job.askGates()));
    }

    @Descriptor("the last runs of a job, newest first")
    public void history(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.HISTORY, line)) {
            return;
        }
        Line words = Line.of(Usage.HISTORY, 1, Set.of(), line);
        Job job = Finder.job(scheduler(), words);
        Output.give(session, JobText.history(job.name(), job.history()));
    }

    @Descriptor("who did what to jobs, newest first: to all, or to one, which may be gone")
    public void trail(CommandSession session, @Descriptor("the job's name") String... line) {
        if (Help.isAsked(session, Usage.TRAIL, line)) {
            return;
        }
        Line words = Line.of(Usage.TRAIL, 1, Set.of(), line);
        ScheduleService present = scheduler();
        Output.give(session, JobText.trail(words.first().map(present::trail).orElseGet(present::trail)));
    }

    /** An occurrence to come. */
    private record Coming(Instant at, Seen job) {}

    @Descriptor("the next occurrences of all jobs")
    public void next(CommandSession session, @Descriptor("how many, 10 if left out") String... line) {
        if (Help.isAsked(session, Usage.NEXT, line)) {
            return;
        }
        Line words = Line.of(Usage.NEXT, 1, Set.of(), line);
        int most = words.first().map(word -> number(word, words)).orElse(NEXT);
        ScheduleService present = scheduler();
        // The first occurrences can only be of the jobs that run next.
        List<Seen> first = present.jobs().stream()
                .flatMap(job -> Seen.of(job).stream())
                .filter(job -> job.status().nextRun().isPresent())
                .sorted(Comparator.comparing(job -> job.status().nextRun().orElseThrow()))
                .limit(most)
                .toList();
        Table table = new Table("NEXT", "JOB", "SCHEDULE");
        first.stream()
                .flatMap(job -> coming(job, most))
                .sorted(Comparator.comparing(Coming::at))
                .limit(most)
                .forEach(each -> table.row(
                        JobText.local(each.at(), present.zone()),
                        each.job().name(),
                        each.job().definition().schedule().toString()));
        Output.give(session, first.isEmpty() ? "nothing is planned" : table.toString());
    }

    /** Returns a job's occurrences; one that is due and waits is shown with the time at which it was due. */
    private static Stream<Coming> coming(Seen job, int most) {
        Instant first = job.status().nextRun().orElseThrow();
        Stream<Instant> later = later(job.job(), most).stream().filter(first::isBefore);
        return Stream.concat(Stream.of(first), later).map(at -> new Coming(at, job));
    }

    private static List<Instant> later(Job job, int most) {
        try {
            return job.next(most);
        } catch (IllegalStateException e) {
            return List.of(); // gone meanwhile
        }
    }

    private static int number(String word, Line words) {
        if (!word.matches("[0-9]{1,4}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > MOST_NEXT) {
            throw words.refused("\"" + word + "\" is no number from 1 to " + MOST_NEXT);
        }
        return Integer.parseInt(word);
    }

    @Descriptor("a schedule in words, with its next occurrences; or where it cannot be read, and why")
    public void check(CommandSession session, @Descriptor("the schedule, in quotes") String... line) {
        if (Help.isAsked(session, Usage.CHECK, line)) {
            return;
        }
        Line words = Line.of(Usage.CHECK, Integer.MAX_VALUE, Set.of(), line);
        words.needed("the schedule");
        ScheduleService present = scheduler();
        // A schedule without quotes arrives as several words.
        Schedule schedule = Schedule.parse(String.join(" ", words.words()), present.zone());
        Output.give(session, JobText.schedule(schedule, present.zone(), clock.instant()));
    }

    @Descriptor("the calls without a name that code has scheduled: those of each bundle together")
    public void calls(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.CALLS, line)) {
            return;
        }
        Line words = Line.of(Usage.CALLS, 0, Set.of(JSON), line);
        List<BundleCalls> all = scheduler().calls();
        Output.give(
                session,
                words.has(JSON) ? JobJson.lines(all.stream().map(JobJson::calls).toList()) : JobText.calls(all));
    }

    private ScheduleService scheduler() {
        Optional.ofNullable(power).ifPresent(PowerService::operatorActive);
        return Phrases.there(scheduler, "the scheduler", "io.reveille.core");
    }
}

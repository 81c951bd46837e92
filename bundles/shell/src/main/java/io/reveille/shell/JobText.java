package io.reveille.shell;

import io.reveille.BundleCalls;
import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.JobChange;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.RunReport;
import io.reveille.schedule.Durations;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Jobs and their runs, in words. */
final class JobText {

    static final String RUNNING = "RUNNING";
    static final int NEXT = 5;

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

    private JobText() {}

    /** One word: the job's state, or that it runs. */
    static String state(JobStatus status) {
        if (status.state() == JobState.READY && status.running()) {
            return RUNNING;
        }
        return status.state() == JobState.WAITING_FOR_HANDLER
                ? "WAITING"
                : status.state().name();
    }

    static String calls(List<BundleCalls> all) {
        if (all.isEmpty()) {
            return "no bundle has scheduled a call without a name";
        }
        Table table = new Table("BUNDLE", "CALLS", "RUNNING", "RUNS", "FAILED", "NEXT", "LAST FAILURE");
        for (BundleCalls calls : all) {
            table.row(
                    calls.bundle(),
                    String.valueOf(calls.scheduled()),
                    calls.running()
                            + calls.runningSince()
                                    .map(since -> ", since " + Phrases.at(since))
                                    .orElse(""),
                    String.valueOf(calls.runs()),
                    String.valueOf(calls.failures()),
                    calls.next().map(Phrases::at).orElse(""),
                    calls.lastFailure()
                            .map(failure -> Phrases.at(failure.at()) + " " + failure.message())
                            .orElse(""));
        }
        return table.toString();
    }

    static String jobs(List<Seen> jobs, int broken) {
        StringBuilder text = new StringBuilder();
        if (jobs.isEmpty()) {
            text.append("there is no such job");
        } else {
            Table table = new Table("STATE", "NAME", "NEXT", "LAST RUN", "SCHEDULE");
            Map<String, Integer> states = new TreeMap<>();
            for (Seen job : jobs) {
                JobStatus status = job.status();
                states.merge(state(status).toLowerCase(Locale.ROOT), 1, Integer::sum);
                table.row(
                        state(status),
                        job.name(),
                        status.nextRun().map(Phrases::at).orElse(""),
                        status.lastRun().map(JobText::last).orElse(""),
                        job.definition().schedule().toString());
            }
            text.append(table).append("\n").append(Phrases.count(jobs.size(), "job", "jobs"));
            String sums = String.join(
                    ", ",
                    states.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .toList());
            text.append(": ").append(sums);
        }
        if (broken > 0) {
            text.append("\n")
                    .append(Phrases.count(broken, "definition", "definitions"))
                    .append(" cannot be used: reveille:problems");
        }
        return text.toString();
    }

    private static String last(RunReport report) {
        return Phrases.at(report.startTime()) + " " + report.outcome();
    }

    static String job(Job job, ZoneId usual) {
        JobStatus status = job.status();
        Schedule schedule = job.definition().schedule();
        StringBuilder text = new StringBuilder();
        line(text, "job", job.name() + ", " + state(status) + owner(status));
        line(text, "now", job.explain());
        job.properties().entrySet().stream()
                .filter(property -> !property.getKey().equals("name"))
                .forEach(property -> line(text, property.getKey(), value(property.getValue())));
        line(
                text,
                "counts",
                Phrases.count(status.runs(), "run", "runs") + ", " + status.failures() + " failed ("
                        + status.failuresInARow() + " in a row), " + status.missed() + " missed, " + status.skipped()
                        + " skipped");
        List<Instant> next = job.next(NEXT);
        for (int i = 0; i < next.size(); i++) {
            line(text, i == 0 ? "next" : "", local(next.get(i), schedule.zone().orElse(usual)));
        }
        return text.toString().stripTrailing();
    }

    private static String owner(JobStatus status) {
        String made = status.owner().map(bundle -> "made by " + bundle).orElse("an operator's");
        return ", " + made + (status.stored() ? "" : ", not stored: it lives with its handler's service");
    }

    private static String value(Object value) {
        return value instanceof Object[] several
                ? String.join(", ", Arrays.stream(several).map(String::valueOf).toList())
                : value.toString();
    }

    private static void line(StringBuilder text, String title, String content) {
        if (!content.isEmpty()) {
            text.append(String.format("%-10s", title))
                    .append(' ')
                    .append(Phrases.line(content))
                    .append('\n');
        }
    }

    /** A moment by the clock of a zone. */
    static String local(Instant moment, ZoneId zone) {
        return LOCAL.format(moment.atZone(zone)) + " " + zone;
    }

    static String gates(String name, List<GateAnswer> answers) {
        if (answers.isEmpty()) {
            return "no gate is asked about " + name;
        }
        Table table = new Table("GATE", "CONDITION", "OPEN", "WHY NOT");
        for (GateAnswer answer : answers) {
            table.row(
                    answer.gate().isEmpty() ? "(every job)" : answer.gate(),
                    answer.condition(),
                    answer.open() ? "yes" : "no",
                    answer.reason());
        }
        return table.toString();
    }

    static String history(String name, List<RunReport> runs) {
        if (runs.isEmpty()) {
            return name + " has not run yet";
        }
        Table table = new Table("START", "OUTCOME", "TOOK", "ATTEMPT", "WHY", "MESSAGE");
        for (RunReport run : runs) {
            table.row(
                    Phrases.at(run.startTime()),
                    run.outcome().name(),
                    took(run.duration()),
                    String.valueOf(run.attempt()),
                    why(run),
                    run.message());
        }
        return table.toString();
    }

    /** Spans of runs, in one word each. */
    private static String took(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0
                ? duration.toMillis() + " ms"
                : Durations.print(Duration.ofSeconds(duration.toSeconds()));
    }

    private static String why(RunReport run) {
        if (run.triggered()) {
            return "on request";
        }
        String due = "due " + Phrases.at(run.nominalTime());
        if (run.recovery()) {
            return due + ", again";
        }
        return run.missed() > 0 ? due + ", for " + run.missed() + " missed" : due;
    }

    static String trail(List<JobChange> changes) {
        if (changes.isEmpty()) {
            return "nothing that was done is known";
        }
        Table table = new Table("LAST", "TIMES", "JOB", "WHAT", "BY", "DETAIL");
        for (JobChange change : changes) {
            table.row(
                    Phrases.at(change.at()),
                    String.valueOf(change.times()),
                    change.job().isEmpty() ? "(several)" : change.job(),
                    change.kind().name(),
                    change.by().isEmpty() ? "(in the store)" : change.by(),
                    change.detail());
        }
        return table.toString();
    }

    static String report(RunReport run) {
        return run.job() + ": " + run.outcome() + (run.message().isEmpty() ? "" : ": " + Phrases.line(run.message()))
                + " (" + took(run.duration()) + ")";
    }

    /** The schedule in words, and its next occurrences. */
    static String schedule(Schedule schedule, ZoneId usual, Instant now) {
        StringBuilder text = new StringBuilder();
        line(text, "schedule", schedule.toString());
        line(text, "in words", schedule.describe());
        if (schedule.isEvent()) {
            line(text, "next", "whenever that happens");
            return text.toString().stripTrailing();
        }
        ZoneId zone = schedule.zone().orElse(usual);
        List<Instant> next = schedule.bind(now).preview(now, NEXT);
        int most = Math.min(next.size(), schedule.times().orElse(NEXT));
        for (int i = 0; i < most; i++) {
            line(text, i == 0 ? "next" : "", local(next.get(i), zone));
        }
        if (most == 0) {
            line(text, "next", "never: it has no occurrence from now on");
        }
        if (!schedule.spread().isZero()) {
            line(text, "", "up to " + Durations.print(schedule.spread()) + " later, by the job's name");
        }
        return text.toString().stripTrailing();
    }
}

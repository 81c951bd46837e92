package io.reveille.core.service;

import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.Misfire;
import io.reveille.RunReport;
import io.reveille.core.engine.JobView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Says in words where a job stands: when next and why then, what it waits for, what happened last. Pure. */
final class Explainer {

    private Explainer() {}

    static String explain(JobView job, Instant now) {
        return String.join(" ", future(job, now), past(job.status(), now));
    }

    private static String future(JobView job, Instant now) {
        JobStatus status = job.status();
        String rule = job.schedule().describe();
        if (status.state() == JobState.DONE) {
            return "It runs no more: " + status.reason() + " (" + rule + ").";
        }
        if (status.state() == JobState.HELD) {
            return "It is held: " + sentence(status.reason()) + " " + job.wayOut() + " Its schedule: " + rule + ".";
        }
        Optional<Instant> next = status.nextRun();
        if (status.state() == JobState.WAITING_FOR_HANDLER) {
            String then = next.map(time -> time.isAfter(now)
                            ? "If that comes in time, it runs next at " + at(time) + " (" + rule + ")."
                            : "It has been due since " + at(time) + " (" + rule + ") and "
                                    + lateRun(job.definition().policies().misfire()) + ".")
                    .orElse("Nothing is planned (" + rule + ").");
            return "It waits: " + status.reason() + ". " + then + " " + job.wayOut();
        }
        StringBuilder text = new StringBuilder();
        if (status.running()) {
            text.append(status.waiting().isEmpty() ? "It is running now. " : "");
            status.progress()
                    .ifPresent(progress -> text.append("It is at ")
                            .append(Math.round(progress.fraction() * 100))
                            .append(" %")
                            .append(progress.message().isEmpty() ? "" : ": " + progress.message())
                            .append(". "));
        }
        if (!status.waiting().isEmpty()) {
            text.append("Its occurrence waits: ").append(status.waiting()).append(". ");
        }
        if (job.schedule().isEvent()) {
            text.append("It runs whenever this happens: ").append(rule).append(".");
        } else if (next.isPresent()) {
            Instant time = next.get();
            text.append(
                            time.isAfter(now)
                                    ? "It runs next at " + at(time) + ", in " + span(Duration.between(now, time))
                                    : "It has been due since " + at(time))
                    .append(", because its schedule says: ")
                    .append(rule)
                    .append(".");
        } else if (!status.running() && status.waiting().isEmpty()) {
            text.append("Nothing is planned (").append(rule).append(").");
        }
        return text.toString().strip();
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static String lateRun(Misfire misfire) {
        return switch (misfire) {
            case ONCE -> "runs once as soon as that comes";
            case SKIP -> "does not run late";
            case ALL -> "runs as often as it was missed as soon as that comes";
        };
    }

    private static String past(JobStatus status, Instant now) {
        if (status.lastRun().isEmpty()) {
            return "It has not run yet.";
        }
        RunReport last = status.lastRun().get();
        StringBuilder text = new StringBuilder("Its last run started at ")
                .append(at(last.startTime()))
                .append(", ")
                .append(span(Duration.between(last.startTime(), now)))
                .append(" ago, ")
                .append(why(last))
                .append(", took ")
                .append(span(last.duration()))
                .append(" and ")
                .append(
                        switch (last.outcome()) {
                            case SUCCEEDED -> "succeeded";
                            case FAILED -> "failed";
                            case TIMED_OUT -> "was interrupted, it took too long";
                            case ABANDONED -> "was lost in a crash; it may or may not have done its work";
                            case SKIPPED -> "was skipped";
                            case INTERRUPTED -> "was cut off";
                        });
        if (!last.message().isEmpty()) {
            text.append(": ").append(last.message());
        }
        text.append(text.charAt(text.length() - 1) == '.' ? "" : ".");
        if (status.failuresInARow() > 1) {
            text.append(" It has failed ").append(status.failuresInARow()).append(" times in a row.");
        }
        return text.toString();
    }

    private static String why(RunReport last) {
        if (last.triggered()) {
            return "because somebody asked for it";
        }
        String due = "for " + at(last.nominalTime());
        String again = last.recovery() ? ", again after it was cut off" : "";
        return switch (last.missed()) {
            case 0 -> due + again;
            case 1 -> due + ", late" + again;
            default -> due + " and the " + (last.missed() - 1) + " missed before" + again;
        };
    }

    private static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A time span to two places: 3 d 4 h, 12 min 5 s, 230 ms. */
    static String span(Duration span) {
        Duration d = span.isNegative() ? Duration.ZERO : span;
        if (d.toSeconds() < 1) {
            return d.toMillis() + " ms";
        }
        if (d.toMinutes() < 1) {
            return d.toSeconds() + " s";
        }
        if (d.toHours() < 1) {
            return d.toMinutes() + " min" + (d.toSecondsPart() == 0 ? "" : " " + d.toSecondsPart() + " s");
        }
        if (d.toDays() < 1) {
            return d.toHours() + " h" + (d.toMinutesPart() == 0 ? "" : " " + d.toMinutesPart() + " min");
        }
        return d.toDays() + " d" + (d.toHoursPart() == 0 ? "" : " " + d.toHoursPart() + " h");
    }
}

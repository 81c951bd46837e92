package io.reveille.core.health;

import io.reveille.BrokenDefinition;
import io.reveille.JobProblem;
import io.reveille.ScheduleService;
import io.reveille.SchedulerStatus;
import io.reveille.StorageStatus;
import io.reveille.TimeZoneRules;
import io.reveille.spi.LoadReport;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * One health check for all of Reveille, where Felix Health Checks are installed; docs/health.md says what it looks at.
 * Critical is what loses state if it goes on; a warning is what somebody should look at.
 */
@Component(property = {HealthCheck.NAME + "=Reveille", HealthCheck.TAGS + "=reveille", HealthCheck.TAGS + "=scheduler"})
public final class SchedulerHealth implements HealthCheck {

    /** So many of a kind are named, the others are counted. */
    private static final int MOST_NAMED = 5;

    /** From how many years on rules are too old. */
    private static final int OLD_RULES = 3;

    private static final long MEGABYTE = 1_000_000;

    private final ScheduleService scheduler;

    @Activate
    public SchedulerHealth(@Reference ScheduleService scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            look(log);
        } catch (IllegalStateException e) { // nobody answers
            log.critical("The scheduler does not work: {}", e.getMessage());
        }
        return new Result(log);
    }

    private void look(FormattingResultLog log) {
        SchedulerStatus status = scheduler.status();
        log.info(
                "{} jobs, {} runs under way, {} occurrences wait for a worker or their turn",
                status.jobs(),
                status.running(),
                status.waiting());
        storage(status.storage(), log);
        engine(status, log);
        timeZones(status.timeZones(), log);
        jobs(log);
    }

    private static void storage(StorageStatus storage, FormattingResultLog log) {
        if (!storage.problem().isEmpty()) {
            log.critical(
                    "State cannot be saved, and a crash loses what has changed since the last save: {}",
                    storage.problem());
        }
        for (LoadReport.Finding finding : storage.found().findings()) {
            if (finding.kind() == LoadReport.Kind.OTHER_USED) {
                log.info("At the start, {}: {}; the save before it was used", finding.place(), finding.reason());
            } else {
                log.warn("At the start, {} could not be read: {}", finding.place(), finding.reason());
            }
        }
        String written = storage.writes() + " writes, " + megabytes(storage.bytes()) + " in the last 24 hours";
        if (storage.budget() > 0 && storage.bytes() > storage.budget()) {
            log.warn("{}: more than the flash budget of {}", written, megabytes(storage.budget()));
        } else {
            log.info(
                    "{}{}, saves are {} s apart at least",
                    written,
                    storage.budget() > 0 ? " of " + megabytes(storage.budget()) : "",
                    storage.interval().toSeconds());
        }
    }

    private static String megabytes(long bytes) {
        return bytes < MEGABYTE ? bytes / 1000 + " kB" : bytes / MEGABYTE + " MB";
    }

    private static void engine(SchedulerStatus status, FormattingResultLog log) {
        if (status.clockTrusted()) {
            log.info("{}", status.clock());
        } else {
            log.warn("Calendar jobs are held: {}", status.clock());
        }
        if (status.lostThreads() > 0) {
            log.warn("{} runs were given up whose handlers do not come back", status.lostThreads());
        }
        for (String stranger : status.cutOff()) {
            log.warn("{} does not come back and is not called any more", stranger);
        }
    }

    private static void timeZones(TimeZoneRules rules, FormattingResultLog log) {
        String release = rules.release().isEmpty() ? "of a release that Java does not name" : rules.release();
        int years = rules.years().orElse(-1);
        if (years >= OLD_RULES) {
            log.warn(
                    "Time-zone rules {} are {} years old: local times are wrong where they have been changed since;"
                            + " docs/time-zones.md says how to renew them",
                    release,
                    years);
        } else {
            String age = switch (years) {
                case -1 -> "";
                case 0 -> ", of this year";
                case 1 -> ", 1 year old";
                default -> ", " + years + " years old";
            };
            log.info("Time-zone rules {}{}", release, age);
        }
    }

    private void jobs(FormattingResultLog log) {
        List<BrokenDefinition> broken = scheduler.broken();
        broken.stream()
                .limit(MOST_NAMED)
                .forEach(each -> log.warn("The definition {} cannot be used: {}", each.source(), each.reason()));
        more(broken.size(), "definitions", log);
        List<JobProblem> problems = scheduler.problems().stream()
                .filter(problem -> problem.kind() != JobProblem.Kind.CLOCK) // told already
                .toList();
        problems.stream().limit(MOST_NAMED).forEach(each -> log.warn("Job {}: {}", each.job(), each.text()));
        more(problems.size(), "jobs", log);
    }

    private static void more(int count, String what, FormattingResultLog log) {
        if (count > MOST_NAMED) {
            log.warn("and {} {} more; the command reveille:problems lists all", count - MOST_NAMED, what);
        }
    }
}

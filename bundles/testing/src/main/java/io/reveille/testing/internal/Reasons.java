package io.reveille.testing.internal;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.ScheduleService;
import java.util.stream.Collectors;

/** Why a test does not find what it asks for. */
public final class Reasons {

    private Reasons() {}

    /** Says which jobs there are, and what cannot be used as one. */
    public static String noJob(String name, ScheduleService scheduler) {
        String others = scheduler.jobs().stream()
                .map(Job::name)
                .map(each -> "\"" + each + "\"")
                .collect(Collectors.joining(", "));
        String broken = scheduler.broken().stream().map(Reasons::broken).collect(Collectors.joining("\n"));
        return "There is no job \"" + name + "\"; there is " + (others.isEmpty() ? "none" : others) + "."
                + (broken.isEmpty() ? "" : " What cannot be used as a job:\n" + broken);
    }

    private static String broken(BrokenDefinition definition) {
        Object name = definition.properties().getOrDefault("name", definition.source());
        return "- " + name + ": " + definition.reason();
    }

    /** Says what a job waits for that has not run. */
    public static String noRun(Job job, Object now) {
        return "The job \"" + job.name() + "\" has not run up to " + now + ". " + job.explain();
    }
}

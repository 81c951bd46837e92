package io.reveille.shell;

import io.reveille.BrokenDefinition;
import io.reveille.Job;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds a job by the name that a user has typed. */
final class Finder {

    private static final int HINTS = 3;

    private Finder() {}

    /** @throws IllegalArgumentException if there is no job of this name, with similar names */
    static Job job(ScheduleService scheduler, Line line) {
        String name = line.needed("the job's name");
        return scheduler.job(name).orElseThrow(() -> none(scheduler, name));
    }

    /** The properties of a definition of this name that cannot be used. */
    static Optional<Map<String, Object>> broken(ScheduleService scheduler, String name) {
        return scheduler.broken().stream()
                .map(BrokenDefinition::properties)
                .filter(properties -> name.equals(properties.get(JobProperties.NAME)))
                .findFirst();
    }

    private static IllegalArgumentException none(ScheduleService scheduler, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> near = scheduler.jobs().stream()
                .map(Job::name)
                .filter(each -> each.toLowerCase(Locale.ROOT).contains(wanted)
                        || wanted.contains(each.toLowerCase(Locale.ROOT)))
                .limit(HINTS)
                .map(each -> "\"" + each + "\"")
                .toList();
        String why = broken(scheduler, name).isPresent() ? " that can be used: reveille:problems says why" : "";
        String hint = near.isEmpty() ? "reveille:jobs lists all." : "did you mean " + String.join(" or ", near) + "?";
        return new IllegalArgumentException(
                "There is no job named \"" + name + "\"" + why + "; " + hint + " Nothing was done.");
    }
}

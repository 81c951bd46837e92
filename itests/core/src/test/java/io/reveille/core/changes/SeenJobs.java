package io.reveille.core.changes;

import io.reveille.DeletedJob;
import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All jobs as the engine shows them.
 *
 * @param schedules the schedules of the definitions, by job
 * @param owners the bundles whose code the jobs are, empty for none
 * @param paused the jobs that are paused
 * @param offered the schedules of the definitions that can be brought back, by job
 */
record SeenJobs(
        Map<String, String> schedules, Map<String, String> owners, Set<String> paused, Map<String, String> offered) {

    static SeenJobs of(ScheduleService scheduler) {
        SeenJobs seen = new SeenJobs(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        for (Job job : scheduler.jobs()) {
            seen.schedules.put(job.name(), job.definition().schedule().toString());
            seen.owners.put(job.name(), job.status().owner().orElse(""));
            if (job.status().state() == JobState.HELD) {
                seen.paused.add(job.name());
            }
        }
        for (DeletedJob job : scheduler.deleted()) {
            seen.offered.put(job.name(), String.valueOf(job.properties().get(JobProperties.SCHEDULE)));
        }
        return seen;
    }

    boolean has(String name) {
        return schedules.containsKey(name);
    }

    @Override
    public String toString() {
        return "jobs " + schedules + " of " + owners + ", paused " + paused + ", offered " + offered;
    }
}

package io.reveille.core.service;

import io.reveille.JobBuilder;
import io.reveille.schedule.Schedule;
import java.time.ZoneId;

/** Goes on from a schedule that is complete. */
final class FixedJobBuilder extends AbstractJobBuilder {

    private final Schedule schedule;

    FixedJobBuilder(Schedule schedule, JobMaker maker) {
        super(maker);
        this.schedule = schedule;
    }

    @Override
    public JobBuilder at(String time) {
        throw complete("at(\"" + time + "\")");
    }

    @Override
    public JobBuilder in(ZoneId zone) {
        throw complete("in(" + zone + ")");
    }

    @Override
    public JobBuilder in(String zone) {
        throw complete("in(\"" + zone + "\")");
    }

    @Override
    Schedule schedule() {
        return schedule;
    }

    private IllegalArgumentException complete(String call) {
        return new IllegalArgumentException(
                call + " cannot change \"" + schedule + "\", which is complete; say it in the schedule itself.");
    }
}

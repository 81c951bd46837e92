package io.reveille.core.service;

import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleBuilder;
import java.util.function.UnaryOperator;

/** Goes on from a schedule that is complete. */
final class FixedJobBuilder extends TimedJobBuilder {

    private final Schedule schedule;

    FixedJobBuilder(Schedule schedule, JobMaker maker) {
        super(maker);
        this.schedule = schedule;
    }

    @Override
    void add(String call, UnaryOperator<ScheduleBuilder> word) {
        throw new IllegalArgumentException(
                call + " cannot change \"" + schedule + "\", which is complete; say it in the schedule itself.");
    }

    @Override
    Schedule schedule() {
        return schedule;
    }
}

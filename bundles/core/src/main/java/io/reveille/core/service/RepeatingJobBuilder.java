package io.reveille.core.service;

import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleBuilder;
import java.util.function.UnaryOperator;

/** Goes on from {@code every(...)}. */
final class RepeatingJobBuilder extends TimedJobBuilder {

    private ScheduleBuilder schedule;
    private final JobMaker maker;

    RepeatingJobBuilder(ScheduleBuilder schedule, JobMaker maker) {
        super(maker);
        this.schedule = schedule;
        this.maker = maker;
    }

    @Override
    void add(String call, UnaryOperator<ScheduleBuilder> word) {
        schedule = word.apply(schedule);
    }

    @Override
    Schedule schedule() {
        return schedule.build(maker.codec().zone());
    }
}

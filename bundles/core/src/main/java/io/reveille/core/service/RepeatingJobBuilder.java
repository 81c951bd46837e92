package io.reveille.core.service;

import io.reveille.JobBuilder;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleBuilder;
import java.time.ZoneId;

/** Goes on from {@code every(...)}. */
final class RepeatingJobBuilder extends AbstractJobBuilder {

    private ScheduleBuilder schedule;
    private final JobMaker maker;

    RepeatingJobBuilder(ScheduleBuilder schedule, JobMaker maker) {
        super(maker);
        this.schedule = schedule;
        this.maker = maker;
    }

    @Override
    public JobBuilder at(String time) {
        schedule = schedule.at(time);
        return this;
    }

    @Override
    public JobBuilder in(ZoneId zone) {
        schedule = schedule.in(zone);
        return this;
    }

    @Override
    public JobBuilder in(String zone) {
        schedule = schedule.in(zone);
        return this;
    }

    @Override
    Schedule schedule() {
        return schedule.build(maker.codec().zone());
    }
}

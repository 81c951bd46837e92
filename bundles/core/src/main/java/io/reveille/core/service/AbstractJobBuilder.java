package io.reveille.core.service;

import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all jobs have beside their schedule. */
abstract class AbstractJobBuilder implements JobBuilder {

    private final JobMaker maker;
    private final List<String> tags = new ArrayList<>();
    private String name = "";
    private Map<String, ?> arguments = Map.of();

    AbstractJobBuilder(JobMaker maker) {
        this.maker = maker;
    }

    abstract Schedule schedule();

    @Override
    public final JobBuilder named(String newName) {
        maker.codec().checkName(newName);
        name = newName;
        return this;
    }

    @Override
    public final JobBuilder tagged(String... more) {
        tags.addAll(List.of(more));
        return this;
    }

    @Override
    public final JobBuilder with(Map<String, ?> newArguments) {
        arguments = newArguments;
        return this;
    }

    @Override
    public final Job run(String handler) {
        return maker.run(name.isEmpty() ? handler : name, schedule(), handler, arguments, tags);
    }
}

package io.reveille.core.service;

import io.reveille.AsyncJobHandler;
import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobDefinition;
import io.reveille.JobHandler;
import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.Retry;
import io.reveille.ScheduledCall;
import io.reveille.core.calls.Callers;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.NamedCalls;
import io.reveille.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The properties of a job beside its schedule. A value that makes no sense is refused at once. */
abstract class AbstractJobBuilder implements JobBuilder {

    private final JobMaker maker;
    private final List<String> tags = new ArrayList<>();
    private String name = "";
    private Map<String, ?> arguments = Map.of();
    private JobPolicies policies = JobPolicies.DEFAULTS;

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
    public final JobBuilder misfire(Misfire misfire) {
        return with(policies.withMisfire(misfire, JobPolicies.MISFIRE_LIMIT));
    }

    @Override
    public final JobBuilder misfireAll(int limit) {
        return with(policies.withMisfire(Misfire.ALL, limit));
    }

    @Override
    public final JobBuilder overlap(Overlap overlap) {
        return with(policies.withOverlap(overlap));
    }

    @Override
    public final JobBuilder delivery(Delivery delivery) {
        return with(policies.withDelivery(delivery));
    }

    @Override
    public final JobBuilder timeout(Duration timeout) {
        return with(policies.withTimeout(timeout));
    }

    @Override
    public final JobBuilder retry(int attempts) {
        return retry(attempts, Retry.FIRST, Retry.LONGEST);
    }

    @Override
    public final JobBuilder retry(int attempts, Duration first, Duration longest) {
        return with(policies.withRetry(maker.codec().policies().retry(attempts, first, longest)));
    }

    @Override
    public final JobBuilder priority(int priority) {
        return with(policies.withPriority(priority));
    }

    @Override
    public final JobBuilder concurrency(int atMost) {
        return with(policies.withConcurrency(atMost));
    }

    @Override
    public final JobBuilder onlyIf(String... conditions) {
        List<String> all = new ArrayList<>(policies.gates());
        all.addAll(List.of(conditions));
        return with(policies.withGates(maker.codec().policies().gates(all)));
    }

    @Override
    public final JobBuilder deferAtMost(Duration limit) {
        return with(policies.withDefer(limit));
    }

    private JobBuilder with(JobPolicies newPolicies) {
        policies = maker.codec().policies().checkRanges(newPolicies);
        return this;
    }

    @Override
    public final Job run(String handler) {
        return maker.run(definition(handler));
    }

    private JobDefinition definition(String handler) {
        return new JobDefinition(
                name.isEmpty() ? handler : name,
                schedule(),
                handler,
                new LinkedHashMap<>(arguments),
                new TreeSet<>(tags),
                policies);
    }

    @Override
    public final ScheduledCall call(ScheduledCall.Task task) {
        return call(Callers.of(task));
    }

    @Override
    public final ScheduledCall callWith(JobHandler code) {
        return call(Handler.of(code));
    }

    @Override
    public final ScheduledCall callAsync(AsyncJobHandler code) {
        return call(Handler.of(code));
    }

    private ScheduledCall call(Handler code) {
        return name.isEmpty()
                ? maker.calls().unnamed(schedule(), arguments, Set.copyOf(tags), policies, code)
                : maker.calls().named(definition(NamedCalls.PREFIX + name), code);
    }
}

package io.reveille.core.service;

import io.reveille.BrokenDefinition;
import io.reveille.BundleCalls;
import io.reveille.DeletedJob;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobChange;
import io.reveille.JobProblem;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.SchedulerStatus;
import io.reveille.core.component.EngineComponent;
import io.reveille.core.definitions.DefinitionAccess;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.EngineAccess;
import io.reveille.schedule.Every;
import io.reveille.schedule.Schedule;
import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The public service, one object a bundle. */
@Component(
        service = ScheduleService.class,
        scope = ServiceScope.BUNDLE,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class ScheduleServiceImpl implements ScheduleService {

    private final Engine engine;
    private final EngineAccess access;
    private final DefinitionAccess definitions;
    private final JobMaker maker;
    private final Object owner;
    private final String bundle;

    @Activate
    public ScheduleServiceImpl(ComponentContext context, @Reference EngineComponent core) {
        this(
                core.engine(),
                context.getUsingBundle(),
                String.valueOf(context.getUsingBundle().getSymbolicName()));
    }

    /** For one bundle, on an engine that need not be a component. */
    public ScheduleServiceImpl(Engine engine, String bundle) {
        this(engine, bundle, bundle);
    }

    /**
     * Makes the service of one bundle, on an engine that need not be a component.
     *
     * @param owner the bundle, by which its calls end
     * @param bundle the bundle's name
     */
    public ScheduleServiceImpl(Engine engine, Object owner, String bundle) {
        this(engine, owner, bundle, bundle);
    }

    /**
     * Makes a service.
     *
     * @param owner the bundle, by which its calls end
     * @param bundle the bundle's name
     * @param by whom the trail names
     */
    private ScheduleServiceImpl(Engine engine, Object owner, String bundle, String by) {
        this.engine = engine;
        this.owner = owner;
        this.access = engine.access();
        this.definitions = engine.definitions();
        this.maker = new JobMaker(engine, owner, bundle, by);
        this.bundle = bundle;
    }

    private ScheduleServiceImpl(ScheduleServiceImpl outer, JobMaker maker) {
        this.engine = outer.engine;
        this.access = outer.access;
        this.definitions = outer.definitions;
        this.maker = maker;
        this.owner = outer.owner;
        this.bundle = outer.bundle;
    }

    @Override
    public Every<JobBuilder> every() {
        return every(1);
    }

    @Override
    public Every<JobBuilder> every(int interval) {
        return Schedule.every(interval, schedule -> new RepeatingJobBuilder(schedule, maker));
    }

    @Override
    public JobBuilder schedule(Schedule schedule) {
        return new FixedJobBuilder(schedule, maker);
    }

    @Override
    public JobBuilder schedule(String text) {
        return schedule(Schedule.parse(text, access.definitions().codec().zone()));
    }

    @Override
    public ZoneId zone() {
        return access.definitions().codec().zone();
    }

    @Override
    public Job define(Map<String, ?> properties) {
        return maker.define(properties);
    }

    @Override
    public List<Job> defineAll(List<? extends Map<String, ?>> definitions) {
        return maker.defineAll(definitions);
    }

    @Override
    public void together(Consumer<ScheduleService> block) {
        maker.together(collecting -> block.accept(new ScheduleServiceImpl(this, collecting)));
    }

    @Override
    public List<Job> jobs() {
        return access.names().stream().map(this::handle).toList();
    }

    @Override
    public List<BundleCalls> calls() {
        return access.calls();
    }

    @Override
    public List<Job> jobs(String tag) {
        return access.names(tag).stream().map(this::handle).toList();
    }

    @Override
    public Optional<Job> job(String name) {
        return access.view(name).map(view -> handle(view.name()));
    }

    @Override
    public List<BrokenDefinition> broken() {
        return access.definitions().broken();
    }

    @Override
    public List<JobProblem> problems() {
        return access.problems();
    }

    @Override
    public List<Quarantined> quarantined() {
        try {
            return access.quarantined();
        } catch (IOException e) {
            throw new UncheckedIOException("The texts in the quarantine cannot be read; they are left as they are.", e);
        }
    }

    @Override
    public List<DeletedJob> deleted() {
        return definitions.deleted();
    }

    @Override
    public Job bringBack(String name) {
        return maker.bringBack(name);
    }

    @Override
    public int pauseAll() {
        return maker.orders().pauseAll();
    }

    @Override
    public int resumeAll() {
        return maker.orders().resumeAll();
    }

    @Override
    public List<JobChange> trail() {
        return maker.orders().trail();
    }

    @Override
    public List<JobChange> trail(String job) {
        return trail().stream().filter(change -> change.job().equals(job)).toList();
    }

    @Override
    public ScheduleService onBehalfOf(String user) {
        return new ScheduleServiceImpl(engine, owner, bundle, user.isBlank() ? bundle : user + " (" + bundle + ")");
    }

    @Override
    public SchedulerStatus status() {
        return access.status();
    }

    @Override
    public void trustClock() {
        access.trustClock();
    }

    @Override
    public int clear() {
        return maker.cancelOwn(access::names) + maker.calls().clear();
    }

    @Override
    public int clear(String tag) {
        return maker.cancelOwn(() -> access.names(tag));
    }

    @Override
    public Optional<Instant> nextRun() {
        return access.next();
    }

    @Override
    public Optional<Instant> nextRun(String tag) {
        return access.next(tag);
    }

    @Override
    public Optional<Duration> idle() {
        Instant now = access.now();
        return access.deadline().map(next -> next.isBefore(now) ? Duration.ZERO : Duration.between(now, next));
    }

    @Override
    public CompletionStage<List<RunReport>> runPending() {
        return maker.orders().runPending();
    }

    @Override
    public CompletionStage<List<RunReport>> runAll(Duration spacing) {
        if (spacing.isNegative()) {
            throw new IllegalArgumentException("The spacing of runAll is " + spacing + ", expected zero or more.");
        }
        return maker.orders().triggerAll(jobs().stream().map(Job::name).toList(), spacing);
    }

    private Job handle(String name) {
        return new JobHandle(name, access, maker);
    }
}

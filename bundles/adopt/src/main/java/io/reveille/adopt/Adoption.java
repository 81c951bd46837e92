package io.reveille.adopt;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.time.InstantSource;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service with the properties of another scheduler, and the handler that stands for it while it is taken. One thread at a
 * time takes it or gives it back, and holds no lock: to get a service runs code of its bundle, which may wait for other
 * threads. A thread that finds another one at work leaves it the rest.
 */
final class Adoption {

    /** The tag of all jobs that were taken. */
    static final String TAG = "adopted";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    /** The surroundings that all adoptions of one adopter share. */
    record Surroundings(BundleContext context, GivenNames names, ScheduleService scheduler, InstantSource clock) {}

    private final ServiceReference<?> service;
    private final TheirProperties properties;
    private final Surroundings to;
    private final BooleanSupplier wanted;
    private final AtomicInteger asked = new AtomicInteger(); // how often since somebody is at work; 0: nobody is
    private volatile boolean isGone;
    private volatile Row row;

    // Of the thread that is at work.
    private @Nullable Wish taken; // the one that the handler was registered by
    private @Nullable ServiceRegistration<JobHandler> registration;
    private @Nullable Object object;

    /** @param wanted whether services are taken now */
    Adoption(ServiceReference<?> service, Surroundings to, BooleanSupplier wanted) {
        this.service = service;
        this.properties = new TheirProperties(service);
        this.to = to;
        this.wanted = wanted;
        this.row = new Row(WantedName.of(properties), properties.label(), "", "");
    }

    /** Takes the service as it is by now, or gives it back. */
    void look() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int answered;
        do {
            answered = asked.get();
            settle();
        } while (!asked.compareAndSet(answered, 0));
    }

    /** Gives the service back for good. */
    void end() {
        isGone = true;
        look();
    }

    private void settle() {
        if (isGone || !wanted.getAsBoolean()) {
            withdraw();
            release();
            tell("");
            if (isGone) {
                to.names().giveBack(this);
            }
            return;
        }
        try {
            Wish wish = Wish.of(service);
            if (!wish.equals(taken)) {
                withdraw();
                take(wish);
            }
            tell("");
        } catch (RuntimeException | LinkageError e) { // a bundle stops; a service's types are not to be had
            withdraw();
            refuse(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private void take(Wish wish) {
        Bundle bundle = service.getBundle();
        BundleContext owner = bundle == null ? null : bundle.getBundleContext();
        if (object == null) {
            object = to.context().getService(service);
        }
        if (object == null || owner == null) {
            throw new IllegalStateException("the service is not there");
        }
        String name = to.names().give(wish.name(), this);
        String schedule = wish.schedule(to.clock().instant());
        JobHandler handler = Work.of(object, name);
        // In the name of its bundle, to which the job then belongs in messages, and with which it goes.
        registration = owner.registerService(
                JobHandler.class, handler, new Hashtable<>(properties(name, schedule, wish.concurrent())));
        taken = wish;
        row = new Row(name, properties.label(), schedule, "");
        LOG.info("The service {} runs as job {}: {}.", properties.label(), name, schedule);
        if (wish.runsAtOnce()) {
            runAtOnce(name);
        }
    }

    /** Runs the job, unless somebody has paused it or it is held. */
    private void runAtOnce(String name) {
        try {
            to.scheduler()
                    .job(name)
                    .filter(job -> job.status().state() == JobState.READY)
                    .ifPresent(Job::trigger);
        } catch (IllegalStateException e) { // the engine stops; the job is taken all the same
            LOG.warn("The job {} does not run at once: {}.", name, e.getMessage());
        }
    }

    private static Map<String, Object> properties(String name, String schedule, boolean concurrent) {
        return Map.of(
                JobProperties.PREFIX + JobProperties.HANDLER,
                name,
                JobProperties.PREFIX + JobProperties.NAME,
                name,
                JobProperties.PREFIX + JobProperties.SCHEDULE,
                schedule,
                JobProperties.PREFIX + JobProperties.OVERLAP,
                concurrent ? "parallel" : "queue",
                JobProperties.PREFIX + JobProperties.TAGS,
                new String[] {TAG});
    }

    private void refuse(String reason) {
        String why = UNPRINTABLE.matcher(reason).replaceAll(" "); // it has values of a service's properties
        if (!why.equals(row.fault())) {
            LOG.warn("The service {} runs as no job: {}.", properties.label(), why);
        }
        tell(why);
    }

    private void tell(String fault) {
        if (taken == null) {
            row = new Row(WantedName.of(properties), properties.label(), "", fault);
        }
    }

    /** Takes the job away. The service stays held, as theirs is: a component that nobody uses is deactivated. */
    private void withdraw() {
        try {
            if (registration != null) {
                registration.unregister();
            }
        } catch (IllegalStateException e) { // with its bundle
            LOG.debug("{} has gone already", properties.label(), e);
        }
        registration = null;
        taken = null;
    }

    private void release() {
        try {
            if (object != null) {
                to.context().ungetService(service);
            }
        } catch (IllegalStateException e) { // this bundle has stopped, and holds nothing any more
            LOG.debug("{} is held no more", properties.label(), e);
        }
        object = null;
    }

    /** One line for an operator: the job and its schedule, or why there is none. */
    Row row() {
        return row;
    }

    /**
     * A row of the list.
     *
     * @param schedule empty if the service is not taken
     * @param fault why it cannot be taken; empty if it can
     */
    record Row(String name, String service, String schedule, String fault) {}
}

package io.reveille.adopt;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service with the properties of another scheduler, and the handler that stands for it while it is taken. */
final class Adoption {

    /** The tag of all jobs that were taken. */
    static final String TAG = "adopted";

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final ServiceReference<?> service;
    private final BundleContext context;
    private final Names names;
    private final ScheduleService scheduler;

    private @Nullable Wish taken; // the one that the handler was registered by
    private @Nullable ServiceRegistration<JobHandler> registration;
    private @Nullable Object object;
    private String fault = "";
    private boolean isGone;

    Adoption(ServiceReference<?> service, BundleContext context, Names names, ScheduleService scheduler) {
        this.service = service;
        this.context = context;
        this.names = names;
        this.scheduler = scheduler;
    }

    /** Takes the service as it is by now, or gives it back. */
    synchronized void look(boolean isWanted) {
        if (!isWanted || isGone) {
            leave();
            fault = "";
            return;
        }
        try {
            Wish wish = Wish.of(service);
            if (!wish.equals(taken)) {
                leave();
                take(wish);
            }
            fault = "";
        } catch (IllegalArgumentException | IllegalStateException e) { // the latter: a bundle stops
            leave();
            refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Gives the service back for good. */
    synchronized void end() {
        isGone = true;
        leave();
    }

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private void take(Wish wish) {
        if (!names.take(wish.name(), this)) {
            throw new IllegalStateException("another service has the name \"" + wish.name() + "\" already; " + Wish.NAME
                    + " can give it another");
        }
        Bundle bundle = service.getBundle();
        BundleContext owner = bundle == null ? null : bundle.getBundleContext();
        object = context.getService(service);
        if (object == null || owner == null) {
            throw new IllegalStateException("the service is not there");
        }
        List<String> types = List.of((String[]) service.getProperty(Constants.OBJECTCLASS));
        JobHandler handler = Work.of(object, types, wish.name());
        // In the name of its bundle, to which the job then belongs in messages, and with which it goes.
        registration = owner.registerService(JobHandler.class, handler, new Hashtable<>(properties(wish)));
        taken = wish;
        LOG.info("The service {} runs as job {}: {}.", label(), wish.name(), wish.schedule());
        if (wish.immediate()) {
            scheduler.job(wish.name()).ifPresent(Job::trigger);
        }
    }

    private static Map<String, Object> properties(Wish wish) {
        return Map.of(
                JobProperties.PREFIX + JobProperties.HANDLER,
                wish.name(),
                JobProperties.PREFIX + JobProperties.NAME,
                wish.name(),
                JobProperties.PREFIX + JobProperties.SCHEDULE,
                wish.schedule(),
                JobProperties.PREFIX + JobProperties.OVERLAP,
                wish.concurrent() ? "parallel" : "queue",
                JobProperties.PREFIX + JobProperties.TAGS,
                new String[] {TAG});
    }

    private void refuse(String why) {
        if (!why.equals(fault)) {
            LOG.warn("The service {} runs as no job: {}.", label(), why);
        }
        fault = why;
    }

    private void leave() {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) { // with its bundle
                LOG.debug("{} has gone already", label(), e);
            }
            registration = null;
        }
        if (object != null) {
            context.ungetService(service);
            object = null;
        }
        taken = null;
        names.giveBack(this);
    }

    /** One line for an operator: the job and its schedule, or why there is none. */
    synchronized Row row() {
        return new Row(
                Optional.ofNullable(taken).map(Wish::name).orElseGet(() -> Wish.name(service)),
                label(),
                taken == null ? "" : Objects.requireNonNull(taken).schedule(),
                taken == null ? fault : "");
    }

    /**
     * A row of the list.
     *
     * @param schedule empty if the service is not taken
     * @param fault why it cannot be taken; empty if it can
     */
    record Row(String name, String service, String schedule, String fault) {}

    private String label() {
        Bundle bundle = service.getBundle();
        return service.getProperty(Constants.SERVICE_ID) + " of bundle "
                + (bundle == null ? "unknown" : bundle.getSymbolicName());
    }
}

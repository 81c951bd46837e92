package io.reveille.core.intake;

import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.spi.JobProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reader of handlers' service properties. Stateless. */
public final class HandlerTracker {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerTracker.class);

    private static final String HANDLER = JobProperties.PREFIX + JobProperties.HANDLER;

    /** The property that the annotation JobHandlerName becomes by the rules for component property types. */
    private static final String ANNOTATED_HANDLER = HANDLER + ".name";

    private HandlerTracker() {}

    /** Reads the offer that a service makes; empty, and logged, if the handler has no usable name. */
    public static Optional<Offer> read(ServiceReference<?> service, Handler handler) {
        String label = label(service);
        Object name = service.getProperty(HANDLER);
        if (name == null) {
            name = service.getProperty(ANNOTATED_HANDLER);
        }
        if (!(name instanceof String text) || text.isBlank()) {
            LOG.warn(
                    "The handler {} is not used: its property \"{}\" is {}, expected the handler's name{}.",
                    label,
                    HANDLER,
                    name == null ? "missing" : name,
                    isJob(service) ? "; beside @ScheduledJob the annotation @JobHandlerName gives it" : "");
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // Comparable<Object>, by the specification
        Comparable<Object> order = (Comparable<Object>) (Comparable<?>) service;
        return Optional.of(new Offer(
                order,
                label,
                bundle(service),
                Handlers.revision(service.getBundle()),
                text,
                concurrency(service),
                job(service, text),
                handler));
    }

    /** Reads how many runs the handler takes at once; any number unless the property is set. */
    private static int concurrency(ServiceReference<?> service) {
        Object limit = service.getProperty(JobProperties.HANDLER_CONCURRENCY);
        if (limit == null || limit.equals(0)) {
            return Integer.MAX_VALUE;
        }
        if (limit instanceof Integer number && number > 0) {
            return number;
        }
        LOG.warn(
                "The handler {} has the property \"{}\" {}, expected an Integer of 1 or more; it is ignored.",
                label(service),
                JobProperties.HANDLER_CONCURRENCY,
                limit);
        return Integer.MAX_VALUE;
    }

    /** Reads the definition that the service carries; empty for a mere handler. */
    private static Map<String, Object> job(ServiceReference<?> service, String handler) {
        if (!isJob(service)) {
            return Map.of();
        }
        Map<String, Object> job = new LinkedHashMap<>();
        for (String key : service.getPropertyKeys()) {
            if (key.startsWith(JobProperties.PREFIX)) {
                job.put(key.substring(JobProperties.PREFIX.length()), service.getProperty(key));
            }
        }
        job.put(JobProperties.HANDLER, handler);
        Object name = job.get(JobProperties.NAME);
        if (name == null || name.equals("")) {
            job.put(JobProperties.NAME, handler);
        }
        return job;
    }

    private static boolean isJob(ServiceReference<?> service) {
        return service.getProperty(JobProperties.PREFIX + JobProperties.SCHEDULE) != null;
    }

    private static String bundle(ServiceReference<?> service) {
        org.osgi.framework.Bundle bundle = service.getBundle();
        String name = bundle == null ? null : bundle.getSymbolicName();
        return name == null ? "unknown" : name;
    }

    /** The component that offers the service, where that is known, and its bundle. */
    private static String label(ServiceReference<?> service) {
        Object component = service.getProperty("component.name"); // by the specification of Declarative Services
        Object number = service.getProperty(Constants.SERVICE_ID);
        return (component == null ? "service " + number : component + " (service " + number + ")") + " of bundle "
                + bundle(service);
    }
}

package io.reveille.adopt;

import io.reveille.ScheduleService;
import io.reveille.adopt.Adoption.Row;
import io.reveille.adopt.Adoption.Surroundings;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes services with the properties of Karaf's or Sling's scheduler, while neither scheduler is there: each would run the
 * same services, and all of them would run twice.
 */
@Component(immediate = true, service = Adopter.class)
public final class Adopter {

    /** The services that the other schedulers offer while they are there. */
    private static final List<String> SCHEDULERS =
            List.of("org.apache.karaf.scheduler.Scheduler", "org.apache.sling.commons.scheduler.Scheduler");

    private static final Logger LOG = LoggerFactory.getLogger(Adopter.class);

    private final BundleContext context;
    private final Surroundings surroundings;
    private final Map<ServiceReference<?>, Adoption> adoptions = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, String> others = new ConcurrentHashMap<>(); // the bundles of schedulers
    private final ServiceTracker<Object, Object> schedulers;
    // No tracker: that tells of no change of a service as long as it is got, which may take a component seconds.
    private final AllServiceListener services = this::changed; // all types, though this bundle has no wire to any
    private volatile boolean isOpen;

    @Activate
    public Adopter(BundleContext context, @Reference ScheduleService scheduler) {
        this(context, scheduler, InstantSource.system());
    }

    Adopter(BundleContext context, ScheduleService scheduler, InstantSource clock) {
        this.context = context;
        surroundings = new Surroundings(context, new GivenNames(), scheduler, clock);
        schedulers = new ServiceTracker<>(context, filter(anyOf(SCHEDULERS)), null) {
            @Override
            public Object addingService(ServiceReference<Object> reference) {
                otherCame(reference);
                return reference;
            }

            @Override
            public void removedService(ServiceReference<Object> reference, Object same) {
                otherWent(reference);
            }
        };
    }

    @Activate
    void start() throws InvalidSyntaxException {
        schedulers.open(true);
        String types = anyOf(Stream.concat(Stream.of(Runnable.class.getName()), Work.JOB_TYPES.stream())
                .toList());
        String filter = "(&" + types + "(|(" + Wish.EXPRESSION + "=*)(" + Wish.PERIOD + "=*)))";
        context.addServiceListener(services, filter);
        ServiceReference<?>[] there = context.getAllServiceReferences(null, filter);
        Stream.ofNullable(there).flatMap(Stream::of).forEach(this::came);
        isOpen = true;
        lookAtAll();
    }

    @Deactivate
    void stop() {
        isOpen = false;
        context.removeServiceListener(services);
        adoptions.keySet().forEach(this::went);
        schedulers.close();
    }

    private void changed(ServiceEvent event) {
        switch (event.getType()) {
            case ServiceEvent.REGISTERED, ServiceEvent.MODIFIED -> came(event.getServiceReference());
            default -> went(event.getServiceReference());
        }
    }

    private void came(ServiceReference<?> reference) {
        adoptions
                .computeIfAbsent(reference, service -> new Adoption(service, surroundings, this::isOn))
                .look();
        if (reference.getBundle() == null) { // it went before somebody listened
            went(reference);
        }
    }

    private void went(ServiceReference<?> reference) {
        Adoption adoption = adoptions.remove(reference);
        if (adoption != null) {
            adoption.end();
        }
    }

    private void otherCame(ServiceReference<?> reference) {
        String name = new TheirProperties(reference).bundle();
        others.put(reference, name);
        LOG.info("Services of other schedulers run as no jobs here: the scheduler of bundle {} runs them.", name);
        lookAtAll();
    }

    private void otherWent(ServiceReference<?> reference) {
        others.remove(reference);
        lookAtAll();
    }

    /** In the order in which the services came: of several that want one name the same get it at each start. */
    private void lookAtAll() {
        adoptions.entrySet().stream()
                .sorted(Comparator.comparing(each -> (Long) each.getKey().getProperty(Constants.SERVICE_ID)))
                .map(Map.Entry::getValue)
                .forEach(Adoption::look);
    }

    private boolean isOn() {
        return isOpen && others.isEmpty();
    }

    /** The bundles whose schedulers are there, so that nothing is taken; empty: services are taken. */
    List<String> others() {
        return others.values().stream().distinct().sorted().toList();
    }

    /** All services with such properties, by name. */
    List<Row> rows() {
        return adoptions.values().stream()
                .map(Adoption::row)
                .sorted(Comparator.comparing(Row::name).thenComparing(Row::service))
                .toList();
    }

    private static String anyOf(List<String> types) {
        return types.stream()
                .map(type -> "(" + Constants.OBJECTCLASS + "=" + type + ")")
                .collect(Collectors.joining("", "(|", ")"));
    }

    private static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(text, e);
        }
    }
}

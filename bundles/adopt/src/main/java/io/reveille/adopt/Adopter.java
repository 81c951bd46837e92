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
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
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

    private final Map<ServiceReference<?>, Adoption> adoptions = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, String> others = new ConcurrentHashMap<>(); // the bundles of schedulers
    private final ServiceTracker<Object, Object> schedulers;
    private final ServiceTracker<Object, Adoption> services;
    private volatile boolean knowsAll; // what was there before it

    @Activate
    public Adopter(BundleContext context, @Reference ScheduleService scheduler) {
        this(context, scheduler, InstantSource.system());
    }

    Adopter(BundleContext context, ScheduleService scheduler, InstantSource clock) {
        Surroundings to = new Surroundings(context, new Names(), scheduler, clock);
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
        String types = anyOf(Stream.concat(Stream.of(Runnable.class.getName()), Work.JOB_TYPES.stream())
                .toList());
        services =
                new ServiceTracker<>(
                        context,
                        filter("(&" + types + "(|(" + Wish.EXPRESSION + "=*)(" + Wish.PERIOD + "=*)))"),
                        null) {
                    @Override
                    public Adoption addingService(ServiceReference<Object> reference) {
                        Adoption adoption = new Adoption(reference, to, () -> isOn());
                        adoptions.put(reference, adoption);
                        adoption.look();
                        return adoption;
                    }

                    @Override
                    public void modifiedService(ServiceReference<Object> reference, Adoption adoption) {
                        adoption.look();
                    }

                    @Override
                    public void removedService(ServiceReference<Object> reference, Adoption adoption) {
                        adoptions.remove(reference);
                        adoption.end();
                    }
                };
    }

    @Activate
    void start() {
        // All types, though this bundle has no wire to any.
        schedulers.open(true);
        services.open(true);
        knowsAll = true;
        lookAtAll();
    }

    @Deactivate
    void stop() {
        services.close();
        schedulers.close();
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
        return knowsAll && others.isEmpty();
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

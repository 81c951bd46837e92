package io.reveille.itests.kura;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Kura's service of configurations, as it behaves: on a real ConfigurationAdmin, whose callbacks come later and on a thread of
 * its own. One monitor is held by whatever changes something.
 */
public final class FakeKura implements ConfigurationService {

    private record Given(String getPid, Map<String, Object> getConfigurationProperties)
            implements ComponentConfiguration {}

    private final ConfigurationAdmin admin;
    private final Snapshots snapshots;
    private final Map<String, Form> forms = new TreeMap<>(); // of active bundles, by PID
    private final Map<String, String> servicePids =
            new ConcurrentHashMap<>(); // of what is tracked, by kura.service.pid
    private final Map<String, String> factoryPids = new ConcurrentHashMap<>();
    private final Set<String> pendingDeletes = new HashSet<>();
    private final ServiceTracker<ConfigurableComponent, String> components;
    private boolean full;
    private Runnable halfWay = () -> {};

    FakeKura(BundleContext context, ConfigurationAdmin admin, Snapshots snapshots) {
        this.admin = admin;
        this.snapshots = snapshots;
        this.components = new ServiceTracker<>(context, ConfigurableComponent.class, null) {
            @Override
            public @Nullable String addingService(ServiceReference<ConfigurableComponent> component) {
                return track(component);
            }

            @Override
            public void removedService(ServiceReference<ConfigurableComponent> component, String pid) {
                untrack(pid);
            }
        };
    }

    /** Loads the newest snapshot; with one that cannot be read there is nothing. Then the service may be registered. */
    void start() throws IOException, KuraException {
        for (Map.Entry<String, Map<String, Object>> each : newest().entrySet()) {
            Object factory = each.getValue().get(ConfigurationAdmin.SERVICE_FACTORYPID);
            if (factory != null) {
                createFactoryConfiguration(factory.toString(), each.getKey(), each.getValue(), false);
            } else {
                put(admin.getConfiguration(each.getKey(), "?"), each.getKey(), each.getValue());
            }
        }
        components.open();
    }

    void stop() {
        components.close();
    }

    /** A bundle with this form is active: its configurations are updated, whether or not that changes them. */
    public synchronized void formIsActive(Form form) throws IOException {
        forms.put(form.pid(), form);
        if (form.isFactory()) {
            for (Map.Entry<String, String> each : factoryPids.entrySet()) {
                if (each.getValue().equals(form.pid())) {
                    seed(each.getKey(), form);
                }
            }
        } else {
            seed(form.pid(), form);
        }
    }

    /** From now on no snapshot can be written, or one can again. */
    public void diskIsFull(boolean now) {
        full = now;
    }

    /** Done in the middle of a rollback, when all is deleted and nothing is made anew. */
    public void halfWay(Runnable action) {
        halfWay = action;
    }

    /** What the console does after it has made a component: it waits for its service, for 60 s with Kura. */
    public boolean isShown(BundleContext context, String pid, long timeout, TimeUnit unit)
            throws InterruptedException, InvalidSyntaxException {
        CountDownLatch shown = new CountDownLatch(1);
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(context, context.createFilter("(" + KURA_SERVICE_PID + "=" + pid + ")"), null) {
                    @Override
                    public Object addingService(ServiceReference<Object> reference) {
                        shown.countDown();
                        return reference;
                    }
                };
        tracker.open();
        try {
            return shown.await(timeout, unit);
        } finally {
            tracker.close();
        }
    }

    /** All that lies at this PID now; empty if Kura does not know it. */
    public Map<String, Object> lies(String pid) throws KuraException {
        ComponentConfiguration there = getComponentConfiguration(pid);
        return there == null ? Map.of() : there.getConfigurationProperties();
    }

    private @Nullable synchronized String track(ServiceReference<ConfigurableComponent> component) {
        Object pid = component.getProperty(KURA_SERVICE_PID);
        Object servicePid = component.getProperty(Constants.SERVICE_PID);
        if (pid == null || servicePid == null) {
            return null;
        }
        Object factory = component.getProperty(ConfigurationAdmin.SERVICE_FACTORYPID);
        track(pid.toString(), servicePid.toString(), factory == null ? "" : factory.toString());
        return pid.toString();
    }

    private void track(String pid, String servicePid, String factory) {
        if (servicePids.containsKey(pid)) {
            return;
        }
        servicePids.put(pid, servicePid);
        if (!factory.isEmpty()) {
            factoryPids.put(pid, factory);
            Form form = forms.get(factory);
            if (form != null) {
                try {
                    seed(pid, form);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private synchronized void untrack(String pid) {
        servicePids.remove(pid);
        factoryPids.remove(pid);
    }

    private void seed(String pid, Form form) throws IOException {
        Configuration configuration = admin.getConfiguration(servicePids.getOrDefault(pid, pid), "?");
        Map<String, Object> properties = properties(configuration);
        form.defaults().forEach(properties::putIfAbsent);
        put(configuration, pid, properties);
    }

    @Override
    public Set<String> getFactoryComponentPids() {
        Set<String> pids = new HashSet<>();
        forms.values().stream().filter(Form::isFactory).forEach(form -> pids.add(form.pid()));
        return pids;
    }

    @Override
    public synchronized void createFactoryConfiguration(
            String factoryPid, String pid, @Nullable Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException {
        if (servicePids.containsKey(pid)) {
            throw new KuraException(KuraErrorCode.INVALID_PARAMETER, "pid " + pid + " already exists");
        }
        try {
            Configuration configuration = admin.createFactoryConfiguration(factoryPid, null);
            Map<String, Object> all = new HashMap<>(properties == null ? Map.of() : properties);
            Form form = forms.get(factoryPid);
            if (form != null) {
                form.defaults().forEach(all::putIfAbsent);
            }
            put(configuration, pid, all);
            track(pid, configuration.getPid(), factoryPid);
            pendingDeletes.remove(pid);
        } catch (IOException e) {
            throw failed(e);
        }
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public synchronized void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException {
        try {
            List<Configuration> found = list("(&(service.factoryPid=*)(" + KURA_SERVICE_PID + "=" + pid + "))");
            if (found.isEmpty()) {
                return;
            }
            found.get(0).delete();
        } catch (IOException e) {
            throw failed(e);
        }
        untrack(pid);
        pendingDeletes.add(pid);
        if (takeSnapshot) {
            snapshot();
        }
    }

    @Override
    public Set<String> getConfigurableComponentPids() {
        return Collections.unmodifiableSet(servicePids.keySet());
    }

    @Override
    public @Nullable ComponentConfiguration getComponentConfiguration(String pid) throws KuraException {
        String servicePid = servicePids.get(pid);
        try {
            return servicePid == null ? null : new Given(pid, properties(admin.getConfiguration(servicePid, "?")));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot)
            throws KuraException {
        Form form = forms.get(factoryPids.getOrDefault(pid, pid));
        if (servicePids.containsKey(pid) && form != null) {
            update(pid, form, properties);
        }
        if (takeSnapshot) {
            snapshot();
        }
    }

    private void update(String pid, Form form, Map<String, Object> properties) throws KuraException {
        try {
            Configuration configuration = admin.getConfiguration(servicePids.get(pid), "?");
            Map<String, Object> all = new HashMap<>(form.defaults());
            all.putAll(properties(configuration));
            all.putAll(properties);
            all.values().removeIf(Objects::isNull);
            put(configuration, pid, all);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized long snapshot() throws KuraException {
        Map<String, Map<String, Object>> all = newest();
        all.keySet().removeAll(pendingDeletes);
        for (String pid : servicePids.keySet()) {
            all.put(pid, lies(pid));
        }
        return write(all);
    }

    private long write(Map<String, Map<String, Object>> all) throws KuraException {
        try {
            if (full) {
                throw new IOException("No space left on device");
            }
            return snapshots.write(all, System.currentTimeMillis());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Map<String, Map<String, Object>> newest() {
        Set<Long> ids = snapshots.ids();
        try {
            return ids.isEmpty()
                    ? new TreeMap<>()
                    : snapshots.read(snapshots.ids().last());
        } catch (IOException e) {
            return new TreeMap<>();
        }
    }

    /**
     * Goes back to a snapshot: deletes what factories have made, makes it anew, and updates all that is tracked.
     *
     * @throws KuraException if the snapshot cannot be read, or none can be written of what is there then
     */
    public synchronized void rollback(long id) throws KuraException {
        try {
            Map<String, Map<String, Object>> wanted = snapshots.read(id);
            for (Configuration configuration : list("(&(service.factoryPid=*)(" + KURA_SERVICE_PID + "=*))")) {
                untrack(String.valueOf(properties(configuration).get(KURA_SERVICE_PID)));
                configuration.delete();
            }
            halfWay.run();
            for (Map.Entry<String, Map<String, Object>> each : wanted.entrySet()) {
                Object factory = each.getValue().get(ConfigurationAdmin.SERVICE_FACTORYPID);
                if (factory != null) {
                    createFactoryConfiguration(factory.toString(), each.getKey(), each.getValue(), false);
                }
            }
            for (String pid : new ArrayList<>(servicePids.keySet())) {
                Map<String, Object> back = new HashMap<>(wanted.getOrDefault(pid, Map.of()));
                Form form = forms.get(factoryPids.getOrDefault(pid, pid));
                if (form != null) {
                    form.defaults().forEach(back::putIfAbsent);
                }
                put(admin.getConfiguration(servicePids.get(pid), "?"), pid, back);
            }
            pendingDeletes.clear();
            write(wanted);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<Configuration> list(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void put(Configuration configuration, String pid, Map<String, Object> properties)
            throws IOException {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put(KURA_SERVICE_PID, pid);
        all.remove(Constants.SERVICE_PID);
        configuration.update(all);
    }

    private static Map<String, Object> properties(Configuration configuration) {
        Map<String, Object> map = new HashMap<>();
        Dictionary<String, Object> properties = configuration.getProperties();
        if (properties != null) {
            Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        }
        return map;
    }

    private static KuraException failed(IOException cause) {
        return new KuraException(KuraErrorCode.CONFIGURATION_ERROR, cause, String.valueOf(cause.getMessage()));
    }
}

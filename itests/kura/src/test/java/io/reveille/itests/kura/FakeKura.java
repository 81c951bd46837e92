package io.reveille.itests.kura;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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

    private final Configurations admin;
    private final Snapshots snapshots;
    private final Map<String, Form> forms = new TreeMap<>(); // of active bundles, by PID
    private final Map<String, String> servicePids =
            new ConcurrentHashMap<>(); // of what is tracked, by kura.service.pid
    private final Map<String, String> factoryPids = new ConcurrentHashMap<>();
    private final Set<String> pendingDeletes = new HashSet<>();
    private final ServiceTracker<ConfigurableComponent, String> components;
    private final Faults faults = new Faults();

    FakeKura(BundleContext context, ConfigurationAdmin admin, Snapshots snapshots) {
        this.admin = new Configurations(admin);
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
        for (Map.Entry<String, Map<String, Object>> each : snapshots.newest().entrySet()) {
            Object factory = each.getValue().get(ConfigurationAdmin.SERVICE_FACTORYPID);
            if (factory != null) {
                createFactoryConfiguration(factory.toString(), each.getKey(), each.getValue(), false);
            } else {
                Configurations.put(admin.at(each.getKey()), each.getKey(), each.getValue());
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

    public Faults faults() {
        return faults;
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
        Configuration configuration = admin.at(servicePids.getOrDefault(pid, pid));
        Map<String, Object> properties = Configurations.properties(configuration);
        form.defaults().forEach(properties::putIfAbsent);
        Configurations.put(configuration, pid, properties);
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
            faults.checkIsNotStuck(pid);
            Configuration configuration = admin.make(factoryPid);
            Map<String, Object> all = new HashMap<>(properties == null ? Map.of() : properties);
            Form form = forms.get(factoryPid);
            if (form != null) {
                form.defaults().forEach(all::putIfAbsent);
            }
            Configurations.put(configuration, pid, all);
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
            faults.checkIsNotStuck(pid);
            List<Configuration> found = admin.list("(&(service.factoryPid=*)(" + KURA_SERVICE_PID + "=" + pid + "))");
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
            return servicePid == null ? null : new Given(pid, Configurations.properties(admin.at(servicePid)));
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
            faults.checkIsNotStuck(pid);
            Configuration configuration = admin.at(servicePids.getOrDefault(pid, pid));
            Map<String, Object> all = new HashMap<>(form.defaults());
            all.putAll(Configurations.properties(configuration));
            all.putAll(properties);
            all.values().removeIf(Objects::isNull);
            Configurations.put(configuration, pid, all);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public synchronized long snapshot() throws KuraException {
        Map<String, Map<String, Object>> all = snapshots.newest();
        all.keySet().removeAll(pendingDeletes);
        for (String pid : servicePids.keySet()) {
            all.put(pid, lies(pid));
        }
        return write(all);
    }

    private long write(Map<String, Map<String, Object>> all) throws KuraException {
        try {
            faults.checkDisk();
            return snapshots.write(all, System.currentTimeMillis());
        } catch (IOException e) {
            throw failed(e);
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
            for (Configuration configuration : admin.list("(&(service.factoryPid=*)(" + KURA_SERVICE_PID + "=*))")) {
                untrack(String.valueOf(Configurations.properties(configuration).get(KURA_SERVICE_PID)));
                configuration.delete();
            }
            faults.goHalfWay();
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
                Configurations.put(admin.at(servicePids.getOrDefault(pid, pid)), pid, back);
            }
            pendingDeletes.clear();
            write(wanted);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static KuraException failed(IOException cause) {
        return new KuraException(KuraErrorCode.CONFIGURATION_ERROR, cause, String.valueOf(cause.getMessage()));
    }
}

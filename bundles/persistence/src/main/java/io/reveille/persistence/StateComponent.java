package io.reveille.persistence;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run state in pages, in a folder or in ConfigurationAdmin. It is one component that chooses, not two that compete: the
 * engine must never see two stores, nor start with the wrong one. If the folder cannot be had there is no store, and the
 * engine does not start: to go on with another state would run again what has run.
 */
@Component(name = StateComponent.PID, service = StateStore.class)
@Designate(ocd = StateForm.class)
public final class StateComponent implements StateStore {

    static final String PID = "io.reveille.persistence";

    /** The framework property with the folder, for gateways whose configurations come after the start. */
    static final String FOLDER = "reveille.state";

    private static final Logger LOG = LoggerFactory.getLogger(StateComponent.class);

    private final String standard;
    private final String folder;
    private final CountingMedium medium;
    private final Pages pages;
    private Set<String> told = Set.of();

    @Activate
    public StateComponent(BundleContext context, Map<String, Object> properties, @Reference ConfigurationAdmin admin) {
        @Nullable String property = context.getProperty(FOLDER);
        LastFolder last = new LastFolder(context.getDataFile("folder"));
        this.standard = property == null ? "" : property.strip();
        this.folder = read(properties, last.read().orElse(standard));
        this.medium = new CountingMedium(medium(folder, admin));
        this.pages = new Pages(this.medium);
        last.write(folder);
    }

    StateComponent(PageMedium medium) {
        this.standard = "";
        this.folder = "";
        this.medium = new CountingMedium(medium);
        this.pages = new Pages(this.medium);
    }

    /** Another folder takes another store, and another engine with it. */
    @Modified
    void modified(ComponentContext component, Map<String, Object> properties) {
        String now = read(properties, folder);
        if (!now.equals(folder)) {
            LOG.info("State is kept in {} from now on: the engine restarts.", place(now));
            // Both are carried out later, in this order, by the component runtime.
            component.disableComponent(PID);
            component.enableComponent(PID);
        }
    }

    /** @param before what is used in place of a folder that cannot be */
    private String read(Map<String, ?> properties, String before) {
        Set<String> faults = new LinkedHashSet<>();
        StateSettings.unknown(properties).forEach(key -> faults.add(key + " It is passed over."));
        String read = before;
        try {
            read = StateSettings.folder(properties, standard);
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage() + " State is kept in " + place(before) + ", as before.");
        }
        faults.stream().filter(fault -> !told.contains(fault)).forEach(fault -> LOG.error("{}", fault));
        told = faults;
        return read;
    }

    private static String place(String folder) {
        return folder.isEmpty() ? "ConfigurationAdmin" : folder;
    }

    private static PageMedium medium(String folder, ConfigurationAdmin admin) {
        try {
            return open(folder, admin);
        } catch (IOException e) {
            return new NoMedium(e);
        }
    }

    static PageMedium open(String folder, ConfigurationAdmin admin) throws IOException {
        if (folder.isEmpty()) {
            return new ConfigurationMedium(admin);
        }
        Path path = Path.of(folder);
        if (!path.isAbsolute()) {
            throw new IOException("the folder for state, " + folder + ", is no absolute path");
        }
        return FileMedium.open(path);
    }

    @Deactivate
    void close() throws IOException {
        medium.close();
    }

    @Override
    public Durability survives() {
        return medium.survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        return pages.load();
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        pages.save(changed, forgotten);
    }

    @Override
    public LoadReport found() {
        return pages.found();
    }

    @Override
    public List<Quarantined> quarantine() throws IOException {
        return List.copyOf(medium.kept().values());
    }

    @Override
    public Written written() {
        return medium.written();
    }
}

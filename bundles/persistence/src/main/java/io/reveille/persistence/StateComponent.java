package io.reveille.persistence;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

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

    private final CountingMedium medium;
    private final Pages pages;

    @Activate
    public StateComponent(BundleContext context, StateForm form, @Reference ConfigurationAdmin admin)
            throws IOException {
        this(choose(form.folder(), context.getProperty(FOLDER), admin));
    }

    StateComponent(PageMedium medium) {
        this.medium = new CountingMedium(medium);
        this.pages = new Pages(this.medium);
    }

    static PageMedium choose(String configured, @Nullable String property, ConfigurationAdmin admin)
            throws IOException {
        String folder = configured.isBlank() && property != null ? property.strip() : configured.strip();
        if (folder.isEmpty()) {
            return new ConfigurationMedium(admin);
        }
        Path path = Path.of(folder);
        if (!path.isAbsolute()) {
            throw new IOException("the folder for state, " + folder + ", is no absolute path; there is no state store");
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

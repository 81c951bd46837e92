package io.reveille.persistence;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Run state in ConfigurationAdmin, which does not sync to disk: it outlives the process, not a power cut. */
@Component
public final class ConfiguredState implements StateStore {

    private final PageMedium medium;
    private final Pages pages;

    @Activate
    public ConfiguredState(@Reference ConfigurationAdmin admin) {
        this.medium = new ConfigurationMedium(admin);
        this.pages = new Pages(medium);
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
}

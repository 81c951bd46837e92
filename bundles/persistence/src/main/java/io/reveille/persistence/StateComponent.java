package io.reveille.persistence;

import io.reveille.persistence.pages.PageStore;
import io.reveille.persistence.pages.StateOnPages;
import io.reveille.spi.Folders;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of run state in pages, in a folder or in ConfigurationAdmin. One component chooses between the two, so that
 * the engine never sees two stores, nor starts with the wrong one. If the folder cannot be used there is no store, and
 * the engine does not start: with other state it would run jobs again that have already run.
 */
@Component(name = StateComponent.PID, service = StateStore.class)
@Designate(ocd = StateForm.class)
public final class StateComponent extends StateOnPages {

    static final String PID = "io.reveille.persistence";

    private static final Logger LOG = LoggerFactory.getLogger(StateComponent.class);

    private final String standard;
    private final String folder;
    private final PageStore store;
    private Set<String> told = Set.of();

    @Activate
    public StateComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference ConfigurationAdmin admin,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        LastFolder last = new LastFolder(context.getDataFile("folder"));
        this.standard = folders.path(Folders.Place.STATE).orElse("").strip();
        this.folder = read(properties, last.read().orElse(standard));
        this.store = store(folder, admin);
        last.write(folder);
    }

    /** Restarts the store, and the engine with it, if the folder has changed. */
    @Modified
    void modified(ComponentContext component, Map<String, Object> properties) {
        String now = read(properties, folder);
        if (!now.equals(folder)) {
            LOG.info("State is kept in {} from now on: the engine restarts.", place(now));
            // The component runtime carries out both later, in this order.
            component.disableComponent(PID);
            component.enableComponent(PID);
        }
    }

    /** @param before the folder that is used instead of one that cannot be used */
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

    private static PageStore store(String folder, ConfigurationAdmin admin) {
        try {
            return folder.isEmpty() ? PageStore.on(new ConfigurationMedium(admin)) : PageStore.open(Path.of(folder));
        } catch (IOException e) {
            return PageStore.none(e);
        }
    }

    @Deactivate
    void close() throws IOException {
        store.close();
    }

    @Override
    protected PageStore pages() {
        return store;
    }
}

package io.reveille.load;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of bundles that are to be started and never are, since their start level is above that of the framework. */
final class StartLevels {

    private static final Logger LOG = LoggerFactory.getLogger(LoadFolder.class);

    private final BundleContext framework;
    private final Map<Long, Integer> told = new HashMap<>(); // by id of the bundle

    StartLevels(BundleContext framework) {
        this.framework = framework;
    }

    void look() {
        Bundle system = framework.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        if (system.getState() != Bundle.ACTIVE) {
            return; // still on its way to the level that it will have
        }
        int reached = system.adapt(FrameworkStartLevel.class).getStartLevel();
        for (Bundle bundle : framework.getBundles()) {
            BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
            if (start == null || !start.isPersistentlyStarted() || start.getStartLevel() <= reached) {
                told.remove(bundle.getBundleId());
            } else if (!Integer.valueOf(start.getStartLevel())
                    .equals(told.put(bundle.getBundleId(), start.getStartLevel()))) {
                LOG.warn(
                        "The bundle {} {} has start level {} and is never started: the framework goes up to level {}."
                                + " Give the bundle a lower one, or set org.osgi.framework.startlevel.beginning.",
                        bundle.getSymbolicName(),
                        bundle.getVersion(),
                        start.getStartLevel(),
                        reached);
            }
        }
    }
}

package io.reveille.core.settings;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in use. Configurations come again and again, on some gateways at each start and with the same values: of
 * what cannot be used in them each fault is logged once.
 */
public final class LiveSettings {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final Consumer<String> log;
    private volatile Settings now;
    private Set<String> told = Set.of();

    public LiveSettings(Map<String, ?> properties) {
        this(properties, fault -> LOG.error("{}", fault));
    }

    /** @param log gets each fault, once */
    LiveSettings(Map<String, ?> properties, Consumer<String> log) {
        this.log = log;
        this.now = read(properties, Optional.empty());
    }

    public Settings now() {
        return now;
    }

    /** Settings as a configuration says them, where they can be used; else those in use. */
    public synchronized Settings read(Map<String, ?> properties) {
        return read(properties, Optional.of(now));
    }

    /** From now on these are in use. */
    public synchronized void use(Settings settings) {
        now = settings;
    }

    private Settings read(Map<String, ?> properties, Optional<Settings> before) {
        SettingsReader.Read read = SettingsReader.read(properties, ZoneId.systemDefault(), before);
        read.faults().forEach((fault, instead) -> {
            if (!told.contains(fault)) {
                log.accept(fault + " " + instead);
            }
        });
        told = Set.copyOf(read.faults().keySet());
        return read.settings();
    }
}

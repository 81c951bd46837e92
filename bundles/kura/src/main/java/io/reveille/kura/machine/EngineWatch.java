package io.reveille.kura.machine;

import io.reveille.ScheduleService;
import io.reveille.spi.SettingValues;
import java.time.Duration;
import java.util.Map;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks in with Kura's watchdog as long as the engine answers, so that an engine that is stuck or has died ends in a restart of
 * the machine. Handlers do not count: they run on other threads, and the engine answers whatever they do. A machine that sleeps is
 * late for nothing: Kura counts by the clock that stands still meanwhile, as this does. A change of the settings makes another one
 * of these.
 */
@Component(
        name = "io.reveille.kura.watch",
        configurationPid = WatchdogSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {},
        immediate = true)
public final class EngineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    /** A check-in may fail to come three times. */
    private static final int TIMES = 4;

    private final ScheduleService scheduler;
    private final WatchdogService watchdog;
    private final Engine engine;
    private final boolean enabled;
    private @Nullable Thread thread;

    /** The component that is registered with Kura, which tells components apart by identity: so this is no record. */
    private static final class Engine implements CriticalComponent {

        private final Duration timeout;

        Engine(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public String getCriticalComponentName() {
            return "io.reveille";
        }

        @Override
        public int getCriticalComponentTimeout() {
            return (int) timeout.toMillis();
        }
    }

    @Activate
    public EngineWatch(
            Map<String, Object> properties, @Reference ScheduleService scheduler, @Reference WatchdogService watchdog) {
        this.scheduler = scheduler;
        this.watchdog = watchdog;
        boolean on = false;
        Duration timeout = Duration.ZERO;
        try {
            SettingValues values = new SettingValues(properties);
            on = values.flag("enabled", false);
            timeout = Duration.ofSeconds(values.whole("timeout", 60, 86_400, 300));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "{} Nothing checks in with Kura's watchdog until this is corrected ({}).",
                    e.getMessage(),
                    WatchdogSettings.PID);
            on = false;
        }
        this.enabled = on;
        this.engine = new Engine(timeout);
    }

    @Activate
    void start() {
        if (!enabled) {
            return;
        }
        watchdog.registerCriticalComponent(engine);
        Thread made = new Thread(this::watch, "reveille-kura-watchdog");
        made.setDaemon(true);
        made.start();
        thread = made;
    }

    @Deactivate
    void stop() {
        if (thread != null) {
            thread.interrupt();
            watchdog.unregisterCriticalComponent(engine);
        }
    }

    private void watch() {
        long pause = engine.timeout.dividedBy(TIMES).toMillis();
        try {
            while (true) {
                look();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            LOG.debug("Nothing checks in with Kura's watchdog any more", e);
        }
    }

    /** Asks the engine, which answers on its own thread; no answer, no check-in. */
    void look() {
        try {
            ask();
        } catch (Throwable e) { // for want of memory, say: the next look comes all the same
            say(e);
        }
    }

    private void ask() {
        try {
            scheduler.status();
            watchdog.checkin(engine);
        } catch (IllegalStateException e) {
            LOG.error(
                    "The engine does not answer; unless it does, Kura's watchdog restarts the gateway: {}",
                    e.getMessage());
        }
    }

    private static void say(Throwable thrown) {
        try {
            LOG.error("The engine could not be asked; unless it can be, Kura's watchdog restarts the gateway.", thrown);
        } catch (Throwable second) {
            // A log line needs memory too, its text included; without one this thread goes on all the same.
        }
    }
}

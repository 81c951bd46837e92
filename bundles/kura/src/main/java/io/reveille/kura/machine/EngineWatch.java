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
 * Checks in with Kura's watchdog as long as the engine answers, so that the machine is restarted if the engine is stuck
 * or has died. Handlers have no influence: they run on other threads. Sleep of the machine is no delay: Kura's watchdog
 * and this class measure by a clock that stands still meanwhile. Each change of the settings makes a new instance.
 */
@Component(
        name = "io.reveille.kura.watch",
        configurationPid = WatchdogSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {},
        immediate = true)
public final class EngineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    /** The number of check-ins within Kura's time limit: three may be missed. */
    private static final int TIMES = 4;

    private final ScheduleService scheduler;
    private final WatchdogService watchdog;
    private final Engine engine;
    private final boolean enabled;
    private @Nullable Thread thread;

    /** The component that is registered with Kura. No record, since Kura compares components by identity. */
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
            LOG.debug("The check-in with Kura's watchdog could not be ended in order", e);
        }
    }

    /** Asks the engine, which answers on its own thread, and checks in only if it does. */
    void look() {
        try {
            ask();
        } catch (Throwable e) { // for want of memory, for example: the next check follows all the same
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
            // The log line may fail for want of memory; the thread must go on.
        }
    }
}

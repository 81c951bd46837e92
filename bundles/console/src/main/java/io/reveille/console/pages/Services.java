package io.reveille.console.pages;

import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.console.web.Refusal;
import io.reveille.spi.DefinitionCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The services that the console shows, as far as they are there at the moment. */
public interface Services {

    /**
     * Returns the scheduler.
     *
     * @throws Refusal if there is none
     */
    ScheduleService scheduler();

    /**
     * Returns the service that checks definitions.
     *
     * @throws Refusal if there is none
     */
    DefinitionCheck check();

    /**
     * Returns export and import of jobs.
     *
     * @throws Refusal if there is none
     */
    JobTransfer transfer();

    Optional<PowerService> power();

    /** The last lines of the log, where that can be read. */
    Optional<LogLines> log();

    /** The file that the gateway logs to, where that is known. */
    Optional<LogFile> logFile();

    /** The gateway's health checks, where there are any. */
    Optional<HealthSource> health();

    /** The settings of Reveille's bundles, where somebody can describe them. */
    Optional<SettingsSource> settingsSource();

    /** Names of the handlers that are offered, in their order. */
    List<String> handlers();

    /** Returns the index of the jobs of {@link #scheduler}. */
    JobRevisions index();

    /** Begins a new index, since the one before has missed something. */
    void renewIndex();

    Instant now();

    /**
     * Changes the password of the console, given the old and the new one; empty where that is done elsewhere. Returns why
     * it was not changed, by the one at fault, {@code old} or {@code new}; nothing if it was.
     */
    Optional<BiFunction<String, String, Map<String, String>>> password();

    /** Returns the version of this bundle. */
    String version();

    /** The bundles, the Java and the machine that this runs on, each with its version. */
    Map<String, String> versions();

    /** Settings of Reveille's bundles, by their PIDs; jobs are none. */
    Map<String, Map<String, Object>> settings();
}

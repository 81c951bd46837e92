package io.reveille.webconsole;

import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionCheck;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Refuses, in the console's configuration form, a job definition that could not be used; the form shows why. Also hides
 * the engine's pages of state from the list, where a careless click would delete them.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class JobFormCheck implements ConfigurationHandler {

    /** Where the persistence bundle keeps run state. */
    private static final String STATE_FACTORY_PID = "io.reveille.state";

    private final DefinitionCheck check;

    @Activate
    public JobFormCheck(@Reference DefinitionCheck check) {
        this.check = check;
    }

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> properties)
            throws ValidationException {
        if (!JobProperties.FACTORY_PID.equals(factoryPid) && pid.equals(JobProperties.FACTORY_PID)) {
            throw noFactory(pid);
        }
        if (!isJob(factoryPid, pid)) {
            return;
        }
        Map<String, Object> definition = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> definition.put(key, properties.get(key)));
        try {
            // A new configuration has a placeholder in place of a PID.
            check.check(Optional.of(pid), definition);
        } catch (JobDefinitionException e) {
            throw new ValidationException(e.all().stream()
                    .map(fault -> "The field \"" + fault.property() + "\": " + fault.getMessage())
                    .collect(Collectors.joining("\n")));
        }
    }

    @Override
    public void createConfiguration(String pid) throws ValidationException {
        if (pid.equals(JobProperties.FACTORY_PID) || isJob(null, pid)) {
            throw noFactory(pid);
        }
    }

    private static ValidationException noFactory(String pid) {
        return new ValidationException("The configuration " + pid + " would be a singleton, and no job: jobs are"
                + " configurations of the factory " + JobProperties.FACTORY_PID
                + ". Add one with the form \"Reveille: job\". Nothing was stored.");
    }

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String name) {
        // A new configuration is empty, and is checked when it is updated.
    }

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) throws ValidationException {
        if (pid.startsWith(STATE_FACTORY_PID + "~")) {
            throw new ValidationException("The configuration " + pid + " holds the state of jobs; it is not deleted.");
        }
        if (isJob(factoryPid, pid)) {
            try {
                check.checkDelete(pid);
            } catch (IOException e) {
                throw new ValidationException("The job of the configuration " + pid + " is still there: the store of"
                        + " configurations cannot be written to (" + e.getMessage()
                        + "), so that the job would be back at the next start. Nothing was deleted.");
            }
        }
    }

    @Override
    public boolean listConfiguration(@Nullable String factoryPid, String pid) {
        return !STATE_FACTORY_PID.equals(factoryPid);
    }

    /** The factory PID is left out of requests that do not come from the form. */
    private static boolean isJob(@Nullable String factoryPid, String pid) {
        return JobProperties.FACTORY_PID.equals(factoryPid)
                || pid.startsWith(JobProperties.FACTORY_PID + "~")
                || pid.startsWith(JobProperties.FACTORY_PID + ".");
    }
}

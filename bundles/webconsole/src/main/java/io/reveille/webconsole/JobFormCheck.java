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
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Refuses, in the console's configuration form, a job definition that could not be used; the form shows why. And keeps
 * the engine's own pages of state out of the list, where a careless click would delete them.
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
            // A new one has a placeholder for a PID, which is nobody's.
            check.check(Optional.of(pid), definition);
        } catch (JobDefinitionException e) {
            throw new ValidationException(e.getMessage());
        }
    }

    @Override
    public void createConfiguration(String pid) throws ValidationException {
        if (pid.equals(JobProperties.FACTORY_PID) || isJob(null, pid)) {
            throw noFactory(pid);
        }
    }

    private static ValidationException noFactory(String pid) {
        return new ValidationException("The configuration " + pid + " would be one by itself, and no job: jobs are"
                + " configurations of the factory " + JobProperties.FACTORY_PID
                + ". Add one with the form \"Reveille: job\". Nothing was stored.");
    }

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String name) {
        // Checked when it is updated: until then it is empty.
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

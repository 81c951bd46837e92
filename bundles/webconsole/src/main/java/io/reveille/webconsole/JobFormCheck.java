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
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Refuses, in the console's configuration form, a job definition that could not be used; the form shows why. Also hides
 * the engine's pages of state from the list, where a careless click would delete them.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class JobFormCheck implements ConfigurationHandler {

    /** Where the persistence bundle keeps run state. */
    private static final String STATE_FACTORY_PID = "io.reveille.state";

    /** A property of configurations that FileInstall has made: the file they came from. */
    private static final String ORIGIN = "felix.fileinstall.filename";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ConfigurationAdmin configurations;

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
        keepOrigin(pid, properties);
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

    /**
     * The form sends what it shows, and the console stores what is sent: of a job that came by a file the note is lost from
     * which one, and FileInstall would take the file in anew at its next start, and so undo the edit.
     */
    private void keepOrigin(String pid, Dictionary<String, Object> properties) {
        Dictionary<String, Object> before = stored(pid);
        Object origin = before == null ? null : before.get(ORIGIN);
        if (origin != null && properties.get(ORIGIN) == null) {
            properties.put(ORIGIN, origin);
        }
    }

    private @Nullable Dictionary<String, Object> stored(String pid) {
        ConfigurationAdmin admin = configurations;
        try {
            Configuration @Nullable [] found = admin == null
                    ? null
                    : admin.listConfigurations("(" + Constants.SERVICE_PID + "=" + escaped(pid) + ")");
            return found == null ? null : found[0].getProperties();
        } catch (IOException | InvalidSyntaxException e) {
            return null; // there is nothing to keep
        }
    }

    private static String escaped(String pid) {
        return pid.replaceAll("[\\\\*()]", "\\\\$0");
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

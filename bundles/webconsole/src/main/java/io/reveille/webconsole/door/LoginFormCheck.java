package io.reveille.webconsole.door;

import java.util.Dictionary;
import java.util.function.BiPredicate;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Refuses a user and a password in the console's own settings, where nobody reads them and pages would show the hash. The
 * form sends the well-known default where nothing was entered; the next start takes that out again.
 */
@Component(service = ConfigurationHandler.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class LoginFormCheck implements ConfigurationHandler {

    static final String CONSOLE = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    private static final String DEFAULT_USER = "admin";
    private static final String DEFAULT_HASH = "{sha-256}jGl25bVBBBW96Qi9Te4V37Fnqchz/Eu4qB9vKrRIqRg=";

    /** @param login the login; present if a launcher keeps the password */
    @Activate
    public LoginFormCheck(@Reference(target = "(" + Door.LOGIN + "=*)") BiPredicate<String, String> login) {}

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> properties)
            throws ValidationException {
        if (!pid.equals(CONSOLE)) {
            return;
        }
        Object user = properties.get("username");
        Object password = properties.get("password");
        boolean isDefault = (user == null || user.equals("") || user.equals(DEFAULT_USER))
                && (password == null || password.equals("") || password.equals(DEFAULT_HASH));
        if (!isDefault) {
            throw new ValidationException("User and password are not set here: stop the gateway and run it with"
                    + " --set-password. Nothing was changed.");
        }
    }

    @Override
    public void createConfiguration(String pid) {
        // Checked when it is updated: until then it is empty.
    }

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String name) {
        // There is none of the console.
    }

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) {
        // The defaults count then; the password is elsewhere.
    }

    @Override
    public boolean listConfiguration(@Nullable String factoryPid, String pid) {
        return true;
    }
}

package io.reveille.shell;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Offers the commands as Gogo's shells find them, where there is a Gogo. Karaf, which has one in it, gets commands of
 * another kind by {@code io.reveille.shell.karaf}: they complete. It would list each of these beside them.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class CommandServices {

    /** A package that this bundle uses where there is Karaf's shell. */
    private static final String KARAF = "org.apache.karaf.shell.api.console";

    private final List<ServiceRegistration<Object>> registrations;

    @Activate
    public CommandServices(
            BundleContext context,
            @Reference CommandProcessor gogo,
            @Reference JobCommands jobs,
            @Reference OrderCommands orders,
            @Reference PowerCommands power,
            @Reference StorageCommands storage) {
        Stream<Object> groups = isInKaraf(context) ? Stream.of() : Stream.of(jobs, orders, power, storage);
        this.registrations = groups.map(group -> offered(context, group)).toList();
    }

    private static boolean isInKaraf(BundleContext context) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE).stream()
                .anyMatch(wire ->
                        KARAF.equals(wire.getCapability().getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)));
    }

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private static ServiceRegistration<Object> offered(BundleContext context, Object group) {
        String[] functions =
                Usage.of(group.getClass()).stream().map(Usage::command).toArray(String[]::new);
        return context.registerService(
                Object.class,
                group,
                new Hashtable<>(Map.of(
                        CommandProcessor.COMMAND_SCOPE, Usage.SCOPE, CommandProcessor.COMMAND_FUNCTION, functions)));
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}

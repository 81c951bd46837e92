package io.reveille.shell;

import io.reveille.ScheduleService;
import io.reveille.shell.equinox.ConsoleCompleter;
import io.reveille.shell.jline.JLineSessions;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSessionListener;
import org.eclipse.equinox.console.completion.common.Completer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Offers the commands as Gogo's shells find them, where there is a Gogo, with completion where a shell over it has that.
 * Karaf, which has a Gogo in it, gets commands of another kind by {@code io.reveille.shell.karaf}: it would list each
 * of these beside them.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class CommandServices {

    // Packages that this bundle uses where there are these shells; each class that needs one is loaded there alone.
    private static final String KARAF = "org.apache.karaf.shell.api.console";
    private static final String JLINE = "org.jline.builtins";
    private static final String EQUINOX = "org.eclipse.equinox.console.completion.common";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ScheduleService scheduler;

    private final BundleContext context;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public CommandServices(
            BundleContext context,
            @Reference CommandProcessor gogo,
            @Reference JobCommands jobs,
            @Reference OrderCommands orders,
            @Reference PowerCommands power,
            @Reference StorageCommands storage) {
        this.context = context;
        if (uses(KARAF)) {
            return;
        }
        Stream.of(jobs, orders, power, storage).forEach(this::offer);
        Completion completion = new Completion(() -> scheduler);
        if (uses(JLINE)) {
            register(CommandSessionListener.class, new JLineSessions(completion), Map.of());
        }
        if (uses(EQUINOX)) {
            register(Completer.class, new ConsoleCompleter(completion), Map.of());
        }
    }

    private boolean uses(String packageName) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE).stream()
                .anyMatch(wire ->
                        packageName.equals(wire.getCapability().getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)));
    }

    private void offer(Object group) {
        String[] functions =
                Usage.of(group.getClass()).stream().map(Usage::command).toArray(String[]::new);
        register(
                Object.class,
                group,
                Map.of(CommandProcessor.COMMAND_SCOPE, Usage.SCOPE, CommandProcessor.COMMAND_FUNCTION, functions));
    }

    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    private <T> void register(Class<T> type, T service, Map<String, Object> properties) {
        registrations.add(context.registerService(type, service, new Hashtable<>(properties)));
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}

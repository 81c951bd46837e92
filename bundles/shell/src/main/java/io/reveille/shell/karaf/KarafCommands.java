package io.reveille.shell.karaf;

import io.reveille.ScheduleService;
import io.reveille.shell.Completion;
import io.reveille.shell.JobCommands;
import io.reveille.shell.OrderCommands;
import io.reveille.shell.PowerCommands;
import io.reveille.shell.StorageCommands;
import io.reveille.shell.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Puts the commands into Karaf's registry. Where there is no Karaf, no class of this package is ever loaded. */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KarafCommands {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ScheduleService scheduler;

    private final Registry registry;
    private final List<KarafCommand> commands;

    @Activate
    public KarafCommands(
            @Reference SessionFactory karaf,
            @Reference JobCommands jobs,
            @Reference OrderCommands orders,
            @Reference PowerCommands power,
            @Reference StorageCommands storage) {
        Map<Class<?>, Object> groups = Map.of(
                JobCommands.class, jobs,
                OrderCommands.class, orders,
                PowerCommands.class, power,
                StorageCommands.class, storage);
        Completion completion = new Completion(() -> scheduler);
        this.registry = karaf.getRegistry();
        this.commands = Arrays.stream(Usage.values())
                .map(usage -> new KarafCommand(usage, Objects.requireNonNull(groups.get(usage.group())), completion))
                .toList();
        commands.forEach(registry::register);
    }

    @Deactivate
    void stop() {
        commands.forEach(registry::unregister);
    }
}

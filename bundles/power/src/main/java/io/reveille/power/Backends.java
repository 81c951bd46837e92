package io.reveille.power;

import io.reveille.power.cycle.SimulatedBackend;
import io.reveille.power.cycle.SystemClocks;
import io.reveille.power.linux.LinuxBackend;
import io.reveille.power.linux.LinuxMachine;
import io.reveille.power.linux.OfferedPrograms;
import io.reveille.power.linux.RealFiles;
import io.reveille.power.linux.RealPrograms;
import io.reveille.power.settings.PowerSettings;
import io.reveille.spi.PowerBackend;
import io.reveille.spi.PowerPrograms;
import io.reveille.spi.SettingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The back ends by their names: two of this bundle, those that other bundles offer, and {@code linux} with its programs
 * run by another bundle.
 */
@Component(service = Backends.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class Backends {

    /** Framework property: the folder that is used as /, for tests and containers. */
    private static final String ROOT = "reveille.power.root";

    private static final List<String> OWN = List.of(SimulatedBackend.NAME, LinuxBackend.NAME);

    private final LinuxMachine machine;
    private final Map<String, PowerBackend> offered = new ConcurrentHashMap<>();
    private final Map<String, PowerPrograms> programs = new ConcurrentHashMap<>();
    private volatile Consumer<String> changed = name -> {};

    @Activate
    public Backends(BundleContext context) {
        String root = context.getProperty(ROOT);
        Path folder = Path.of(root == null || root.isBlank() ? "/" : root);
        this.machine = new LinuxMachine(new RealFiles(folder), new RealPrograms(), new SystemClocks(), Thread::sleep);
    }

    /** Sets the callback that receives the name of each back end that is added or removed. */
    void watch(Consumer<String> watcher) {
        changed = watcher;
    }

    @Reference(
            service = PowerBackend.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addBackend(PowerBackend backend) {
        offered.put(backend.name(), backend);
        changed.accept(backend.name());
    }

    void removeBackend(PowerBackend backend) {
        offered.values().remove(backend);
        changed.accept(backend.name());
    }

    @Reference(
            service = PowerPrograms.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addPrograms(PowerPrograms runner) {
        programs.put(runner.name(), runner);
        changed.accept(runner.name());
    }

    void removePrograms(PowerPrograms runner) {
        programs.values().remove(runner);
        changed.accept(runner.name());
    }

    /** @throws SettingException if there is no back end of this name */
    void check(String name) {
        SortedSet<String> names = new TreeSet<>(OWN);
        names.addAll(offered.keySet());
        names.addAll(programs.keySet());
        if (!names.contains(name)) {
            throw new SettingException(
                    "backend",
                    "The setting backend is \"" + name + "\", and there is no back end of that name; expected one of "
                            + names + ".");
        }
    }

    Optional<PowerBackend> of(PowerSettings settings) {
        String name = settings.backend();
        return switch (name) {
            case SimulatedBackend.NAME -> Optional.of(new SimulatedBackend());
            case LinuxBackend.NAME -> Optional.of(linux(name, machine, settings));
            default ->
                Optional.ofNullable(offered.get(name))
                        .or(() -> Optional.ofNullable(programs.get(name))
                                .map(runner -> linux(name, machine.runningBy(new OfferedPrograms(runner)), settings)));
        };
    }

    private static PowerBackend linux(String name, LinuxMachine machine, PowerSettings settings) {
        return new LinuxBackend(
                name, machine, settings.linux(), settings.cycle().depth());
    }
}

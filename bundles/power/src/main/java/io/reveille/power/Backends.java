package io.reveille.power;

import io.reveille.power.cycle.SimulatedBackend;
import io.reveille.power.cycle.SystemClocks;
import io.reveille.power.linux.LinuxBackend;
import io.reveille.power.linux.LinuxMachine;
import io.reveille.power.linux.RealFiles;
import io.reveille.power.linux.RealPrograms;
import io.reveille.power.settings.PowerSettings;
import io.reveille.spi.PowerBackend;
import io.reveille.spi.SettingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The back ends by their names: two of our own, and those that other bundles offer. */
final class Backends {

    private static final List<String> OWN = List.of(SimulatedBackend.NAME, LinuxBackend.NAME);

    private final LinuxMachine machine;
    private final Map<String, PowerBackend> offered = new ConcurrentHashMap<>();

    /** @param root the folder that stands for /, in which Linux is spoken to */
    Backends(Path root) {
        this.machine = new LinuxMachine(new RealFiles(root), new RealPrograms(), new SystemClocks(), Thread::sleep);
    }

    void add(PowerBackend backend) {
        offered.put(backend.name(), backend);
    }

    void remove(PowerBackend backend) {
        offered.values().remove(backend);
    }

    /** @throws SettingException if there is none of this name */
    void check(String name) {
        if (!OWN.contains(name) && !offered.containsKey(name)) {
            SortedSet<String> names = new TreeSet<>(offered.keySet());
            names.addAll(OWN);
            throw new SettingException(
                    "backend",
                    "The setting backend is \"" + name + "\", and there is no back end of that name; expected one of "
                            + names + ".");
        }
    }

    Optional<PowerBackend> of(PowerSettings settings) {
        return switch (settings.backend()) {
            case SimulatedBackend.NAME -> Optional.of(new SimulatedBackend());
            case LinuxBackend.NAME ->
                Optional.of(new LinuxBackend(
                        machine, settings.linux(), settings.cycle().depth()));
            default -> Optional.ofNullable(offered.get(settings.backend()));
        };
    }
}

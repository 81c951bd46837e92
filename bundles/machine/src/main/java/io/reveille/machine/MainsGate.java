package io.reveille.machine;

import io.reveille.spi.RunGate;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The gate on mains power: open if a supply of the machine (mains, USB or wireless) is online; if there is only a
 * battery, open while it is not discharging. A machine that knows no power supply at all counts as on mains.
 */
@Component(property = RunGate.NAME + "=mains", configurationPolicy = ConfigurationPolicy.IGNORE)
public final class MainsGate implements RunGate {

    private final Machine machine;

    public MainsGate() {
        this(Machine.THIS);
    }

    MainsGate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        check(condition);
        PowerSupplies supplies = PowerSupplies.of(machine);
        List<String> off;
        if (supplies.sources().isEmpty()) {
            if (supplies.batteries().isEmpty()
                    || supplies.batteries().stream()
                            .map(battery -> Machine.text(battery, "status"))
                            .anyMatch(List.of("Charging", "Not charging", "Full")::contains)) {
                return Permit.OPEN;
            }
            off = supplies.batteries().stream()
                    .map(battery -> Machine.name(battery) + " says \"" + Machine.text(battery, "status") + "\"")
                    .toList();
        } else {
            // 2 is online too: a supply whose voltage can be set.
            if (supplies.sources().stream()
                    .anyMatch(source -> Machine.number(source, "online", 1, 2).isPresent())) {
                return Permit.OPEN;
            }
            off = supplies.sources().stream()
                    .map(source -> Machine.name(source) + " is offline")
                    .toList();
        }
        return new Refusal("the machine is not on mains: " + String.join(", ", off));
    }

    @Override
    public void check(String condition) {
        if (!condition.isBlank()) {
            throw Bounds.refused(condition, "nothing behind mains");
        }
    }
}

package io.reveille.machine;

import io.reveille.spi.RunGate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The gate on the battery's charge, in percent; of several batteries the mean. Without a battery the gate is open. */
@Component(property = RunGate.NAME + "=battery", configurationPolicy = ConfigurationPolicy.IGNORE)
public final class BatteryGate implements RunGate {

    private static final Map<String, Double> PERCENT = Map.of("", 1.0, "%", 1.0);
    private static final String EXPECTED = "0 to 100 percent, as above 30 or between 20% and 80%";

    private final Machine machine;

    public BatteryGate() {
        this(Machine.THIS);
    }

    BatteryGate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        Bounds bounds = bounds(condition);
        List<Path> batteries = PowerSupplies.of(machine).batteries();
        if (batteries.isEmpty()) {
            return Permit.OPEN;
        }
        OptionalDouble charge = batteries.stream()
                .map(battery -> Machine.number(battery, "capacity", 0, 100))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .average();
        if (charge.isEmpty()) {
            return new Refusal("the battery does not say how much is left in it");
        }
        return bounds.hold(charge.getAsDouble())
                ? Permit.OPEN
                : new Refusal("the battery is at " + Bounds.print(charge.getAsDouble(), 1) + " %, the job wants it "
                        + bounds.words());
    }

    @Override
    public void check(String condition) {
        bounds(condition);
    }

    private static Bounds bounds(String condition) {
        Bounds bounds = Bounds.parse(condition, PERCENT, EXPECTED);
        if (!bounds.subject().isEmpty() || bounds.low() >= 100 || bounds.high() <= 0) {
            throw Bounds.refused(condition, EXPECTED);
        }
        return bounds;
    }
}

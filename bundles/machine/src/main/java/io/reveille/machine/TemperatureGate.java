package io.reveille.machine;

import io.reveille.spi.RunGate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The gate on the machine's temperature, in degrees Celsius: of the hottest thermal zone, or the hottest of one type.
 */
@Component(property = RunGate.NAME + "=temperature", configurationPolicy = ConfigurationPolicy.IGNORE)
public final class TemperatureGate implements RunGate {

    private static final Map<String, Double> CELSIUS = Map.of("", 1.0, "c", 1.0, "°c", 1.0);
    private static final String EXPECTED = "degrees Celsius, as between -10 and 60, below 70, or cpu-thermal below 70";

    // Drivers report values like -274000 for a sensor that is off; real temperatures lie within these limits.
    private static final int COLDEST_MILLIDEGREES = -100_000;
    private static final int HOTTEST_MILLIDEGREES = 300_000;

    private final Machine machine;

    public TemperatureGate() {
        this(Machine.THIS);
    }

    TemperatureGate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        Bounds bounds = bounds(condition);
        String type = bounds.subject();
        List<Path> zones = machine.entries("sys/class/thermal").stream()
                .filter(entry -> Machine.name(entry).startsWith("thermal_zone"))
                .filter(zone -> type.isEmpty() || Machine.text(zone, "type").equals(type))
                .toList();
        OptionalInt hottest = zones.stream()
                .map(zone -> Machine.number(zone, "temp", COLDEST_MILLIDEGREES, HOTTEST_MILLIDEGREES))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .max();
        String what = type.isEmpty() ? "thermal zone" : "thermal zone " + type;
        if (hottest.isEmpty()) {
            return new Refusal(zones.isEmpty() ? "there is no " + what : "no " + what + " says how warm it is");
        }
        double celsius = hottest.getAsInt() / 1e3;
        return bounds.hold(celsius)
                ? Permit.OPEN
                : new Refusal((type.isEmpty() ? "the hottest thermal zone" : what) + " is at "
                        + Bounds.print(celsius, 3) + " °C, the job wants it " + bounds.words());
    }

    @Override
    public void check(String condition) {
        bounds(condition);
    }

    private static Bounds bounds(String condition) {
        return Bounds.parse(condition, CELSIUS, EXPECTED);
    }
}

package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.reveille.handlers.arguments.OneLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temperatures in degrees Celsius, from {@code /sys/class/thermal/thermal_zone*}.
 *
 * @param host where to look
 */
record ThermalZones(Host host) {

    static final int MOST_ZONES = 64;

    private static final String FOLDER = "sys/class/thermal";
    private static final Pattern ZONE = Pattern.compile("thermal_zone([0-9]{1,9})");
    private static final Pattern TEMPERATURE = Pattern.compile("-?[0-9]{1,7}");

    // Drivers report values like -274000 for a sensor that is off; real temperatures lie within these limits.
    private static final int COLDEST_MILLIDEGREES = -100_000;
    private static final int HOTTEST_MILLIDEGREES = 300_000;

    /** One property for each zone, named as its type; several of one type are {@code type}, {@code type#2}, ... */
    JsonObject read(Reading reading) throws IOException {
        TreeSet<Integer> zones = zones();
        if (zones.isEmpty()) {
            throw new IOException("there are no thermal zones in /" + FOLDER);
        }
        JsonObject temperatures = new JsonObject();
        Map<String, Integer> ofType = new HashMap<>();
        int count = 0;
        for (int zone : zones) {
            if (++count > MOST_ZONES) {
                reading.leaveOut("temperatures", (zones.size() - MOST_ZONES) + " zones beyond the first " + MOST_ZONES);
                break;
            }
            // Counted before the temperature is read: a sensor that fails now and then must not rename its neighbour.
            String type = type(zone);
            int number = ofType.merge(type, 1, Integer::sum);
            String name = number == 1 ? type : type + "#" + number;
            reading.addTo(temperatures, "temperatures.", name, () -> celsius(zone));
        }
        if (temperatures.size() == 0) {
            throw new IOException("no thermal zone could be read");
        }
        return temperatures;
    }

    private TreeSet<Integer> zones() throws IOException {
        TreeSet<Integer> zones = new TreeSet<>();
        Path folder = host.root().resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return zones;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = ZONE.matcher(String.valueOf(entry.getFileName()));
                if (name.matches()) {
                    zones.add(Integer.valueOf(name.group(1)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return zones;
    }

    /** Returns the zone's type; the zone's own name if the type cannot be read. */
    private String type(int zone) {
        try {
            String type = host.text(FOLDER + "/thermal_zone" + zone + "/type").strip();
            return type.isEmpty() ? "thermal_zone" + zone : type;
        } catch (IOException e) {
            return "thermal_zone" + zone;
        }
    }

    private JsonPrimitive celsius(int zone) throws IOException {
        String file = FOLDER + "/thermal_zone" + zone + "/temp";
        String text = host.text(file).strip();
        if (!TEMPERATURE.matcher(text).matches()) {
            throw new IOException("/" + file + " says " + OneLine.show(text) + ", expected thousandths of a degree");
        }
        int millidegrees = Integer.parseInt(text);
        if (millidegrees < COLDEST_MILLIDEGREES || millidegrees > HOTTEST_MILLIDEGREES) {
            throw new IOException("/" + file + " says " + text + ", no temperature that a gateway can have");
        }
        return new JsonPrimitive(new BigDecimal(millidegrees).movePointLeft(3));
    }
}

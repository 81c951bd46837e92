package io.reveille.itests.zones;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The time-zone rules of release 2025a for all zones, whatever rules the JDK has, in a JVM that is started with {@code
 * -Djava.time.zone.DefaultZoneRulesProvider=io.reveille.itests.zones.FixedRules}: a test may then say what a clock shows in
 * any year. Standard offsets are not among them: {@link ZoneRules#isDaylightSavings} knows nothing.
 */
public final class FixedRules extends ZoneRulesProvider {
    private static final String FILE = "rules.txt";

    private final Map<String, ZoneRules> rules = new LinkedHashMap<>();

    /**
     * Reads the rules.
     *
     * @throws UncheckedIOException if they cannot be read
     */
    public FixedRules() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FixedRules.class.getResourceAsStream(FILE)), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int names = line.indexOf('=');
                ZoneRules read = RulesText.parse(line.substring(names + 1));
                for (String name : line.substring(0, names).split(" ", -1)) {
                    rules.put(name, read);
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    protected Set<String> provideZoneIds() {
        return rules.keySet();
    }

    @Override
    protected ZoneRules provideRules(String zone, boolean forCaching) {
        return Objects.requireNonNull(rules.get(zone), zone);
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
        return new TreeMap<>(Map.of("2025a", provideRules(zone, false)));
    }
}

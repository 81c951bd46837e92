package io.reveille.core.intake;

import io.reveille.schedule.Nearest;
import io.reveille.spi.JobProperties;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Unknown properties beside a definition that look as if they were meant for it. ConfigurationAdmin, component
 * runtimes, consoles and installers leave their own there, whose names have a dot, in front or in between.
 */
final class UnknownProperties {

    private UnknownProperties() {}

    /** Warns of unknown properties of a definition: once, not at each report of the store that repeats them. */
    static void warnOf(Candidate candidate, @Nullable Candidate before, Logger log) {
        if (DefinitionCodec.isNewer(candidate.properties())) {
            return; // a newer format may know them
        }
        Map<String, String> strangers = among(candidate.properties());
        if (!strangers.isEmpty() && (before == null || !strangers.equals(among(before.properties())))) {
            log.warn(
                    "The definition {} has properties that mean nothing to a job and are ignored: {}.",
                    candidate.source(),
                    inWords(strangers));
        }
    }

    /** Finds the unknown properties, each with the one that was perhaps meant; an empty text where none is near. */
    static Map<String, String> among(Map<String, ?> properties) {
        Map<String, String> strangers = new TreeMap<>();
        for (String property : properties.keySet()) {
            if (!JobProperties.ALL.contains(property) && startsPlainly(property)) {
                String meant = Nearest.of(property, JobProperties.ALL).orElse("");
                if (!meant.isEmpty() || property.indexOf('.') < 0) {
                    strangers.put(property, meant);
                }
            }
        }
        return strangers;
    }

    /** Puts them in words: {@code "prioritty" (did you mean "priority"?), "colour"}. */
    static String inWords(Map<String, String> strangers) {
        StringBuilder words = new StringBuilder();
        strangers.forEach((property, meant) -> {
            words.append(words.length() == 0 ? "" : ", ").append(Fault.shown(property));
            if (!meant.isEmpty()) {
                words.append(" (did you mean \"").append(meant).append("\"?)");
            }
        });
        return words.toString();
    }

    private static boolean startsPlainly(String property) {
        return !property.isEmpty() && Character.isLetterOrDigit(property.charAt(0));
    }
}

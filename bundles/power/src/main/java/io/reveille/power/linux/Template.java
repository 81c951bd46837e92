package io.reveille.power.linux;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands with placeholders for the moment to wake: {@code {epoch}}, {@code {seconds}} from now, {@code {iso}}. */
public final class Template {

    private static final Set<String> KNOWN = Set.of("epoch", "seconds", "iso");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private Template() {}

    /** Returns whether a command has a placeholder. */
    public static boolean hasPlaceholder(List<String> command) {
        return command.stream().anyMatch(word -> PLACEHOLDER.matcher(word).find());
    }

    /**
     * Checks the placeholders of a command.
     *
     * @throws IllegalArgumentException if there is an unknown placeholder
     */
    public static void check(List<String> command) {
        for (String word : command) {
            Matcher placeholder = PLACEHOLDER.matcher(word);
            while (placeholder.find()) {
                if (!KNOWN.contains(placeholder.group(1))) {
                    throw new IllegalArgumentException("there is no placeholder " + placeholder.group()
                            + "; expected {epoch}, {seconds} or {iso}");
                }
            }
        }
    }

    /** Returns the command with the moment in place of its placeholders. */
    static List<String> fill(List<String> command, Instant wake, Instant now) {
        long seconds = Math.max(0, Duration.between(now, wake).toSeconds());
        return command.stream()
                .map(word -> word.replace("{epoch}", String.valueOf(wake.getEpochSecond()))
                        .replace("{seconds}", String.valueOf(seconds))
                        .replace("{iso}", wake.toString()))
                .toList();
    }
}

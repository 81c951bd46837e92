package io.reveille.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A cron pattern of the corpus, in the dialect of each library.
 *
 * @param ours by the Open Cron Pattern Specification
 * @param spring "-" where it cannot be said
 * @param quartz "-" where it cannot be said; cron-utils reads this dialect too
 */
record CronText(String group, String ours, String spring, String quartz) {
    private static final Pattern BAR = Pattern.compile(" *\\| *");

    static List<CronText> corpus() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CronText.class.getResourceAsStream("/patterns.txt")), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> BAR.split(line, -1))
                    .map(parts -> new CronText(parts[0], parts[1], parts[2], parts[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

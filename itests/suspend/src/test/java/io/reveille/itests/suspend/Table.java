package io.reveille.itests.suspend;

import io.reveille.itests.suspend.Nights.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of all tests, for people. */
final class Table {

    private final List<String> rows = new ArrayList<>();

    void add(String what, Figures figures) {
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %d | %.0f s | %d | %.2f s |",
                what,
                figures.sleeps(),
                figures.asleep().toMillis() / 1000.0,
                figures.runs(),
                figures.latest().toMillis() / 1000.0));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("| machine | sleeps | asleep | runs | latest start after its deadline |");
        lines.add("|---|---|---|---|---|");
        lines.addAll(rows);
        Files.write(file, lines);
    }
}

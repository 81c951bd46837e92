package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How long the console's page takes to draw many jobs, once the answers with them are there. A measurement, run by
 * {@code bench/page} and by no build.
 */
class PageSpeed {

    private static final int JOBS = Integer.getInteger("jobs", 1000);
    private static final int ROUNDS = Integer.getInteger("rounds", 15);

    @Test
    void ofDrawing() throws Exception {
        List<Double> wall = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        try (Site sources = Site.of(ConsoleLogicIT.SOURCES);
                ConsoleTab tab = ConsoleTab.elsewhere()) {
            for (int round = 0; round < ROUNDS; round++) {
                tab.visit(sources.url() + "test/js/page.html?jobs=" + JOBS);
                tab.await(() -> "function".equals(tab.run("return typeof draw")));
                tab.collectGarbage();
                double before = tab.counted("TaskDuration");
                wall.add(Double.parseDouble(String.valueOf(tab.run("return draw()"))));
                processor.add((tab.counted("TaskDuration") - before) * 1000);
                assertThat(tab.text()).contains(String.format(Locale.ROOT, "%,d jobs", JOBS));
            }
        }
        Files.writeString(
                Path.of("target/page-speed.txt"),
                JOBS + " jobs, median of " + ROUNDS + " (least, most): " + told(wall) + " ms until they are painted, "
                        + told(processor) + " ms of processor time (goal: less than 100 ms)\n");
    }

    private static String told(List<Double> measured) {
        List<Double> sorted = measured.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f, %.0f)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}

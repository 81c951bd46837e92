package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The console's page, open for hours while nothing happens: what it needs of the browser does not grow by asking. Of more than a day,
 * which takes a minute: {@code bench/page}.
 */
class PageSteadyIT {

    private static final List<String> COUNTED = List.of("JSHeapUsedSize", "Nodes", "JSEventListeners");
    /** Until then the browser compiles what is called again and again, and keeps that. */
    private static final int FIRST = 1000;

    private static final int POLLS = Integer.getInteger("polls", 3000);
    private static final int AT_ONCE = 100; // within the time that the driver gives a script, on a busy machine too

    @Test
    void pollsWithNothingNewLeaveNothingBehind() throws Exception {
        try (Site sources = Site.of(ConsoleLogicIT.SOURCES);
                ConsoleTab tab = ConsoleTab.elsewhere()) {
            tab.visit(sources.url() + "test/js/page.html?jobs=1000");
            tab.await(() -> "function".equals(tab.run("return typeof draw")));
            tab.run("return draw()");
            poll(tab, FIRST);
            tab.collectGarbage();
            List<Double> first = COUNTED.stream().map(tab::counted).toList();
            poll(tab, POLLS - FIRST);
            tab.collectGarbage();
            List<Double> last = COUNTED.stream().map(tab::counted).toList();

            Files.writeString(
                    Path.of("target/page-steady.txt"),
                    COUNTED + " after " + FIRST + " questions with nothing new: " + first + ", after " + POLLS + ": "
                            + last + " (goal: within 10 %)\n");
            assertThat(tab.text()).contains("1,000 jobs");
            for (int i = 0; i < COUNTED.size(); i++) {
                assertThat(last.get(i))
                        .as("%s after %d questions", COUNTED.get(i), POLLS)
                        .isLessThan(first.get(i) * 1.1);
            }
        }
    }

    private static void poll(ConsoleTab tab, int times) {
        for (int polls = 0; polls < times; polls += AT_ONCE) {
            tab.run("return poll(arguments[0])", AT_ONCE);
        }
    }
}

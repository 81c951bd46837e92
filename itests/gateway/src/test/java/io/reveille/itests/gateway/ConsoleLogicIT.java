package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests of the logic of the console's page, which are scripts, in a real browser. */
class ConsoleLogicIT {

    static final Path SOURCES = Path.of("../../bundles/console/src");
    private static final Pattern SAID = Pattern.compile("(\\d+) passed, (\\d+) failed");

    @Test
    void allOfThemPass() throws Exception {
        try (Site sources = Site.of(SOURCES);
                ConsoleTab tab = ConsoleTab.elsewhere()) {
            tab.visit(sources.url() + "test/js/tests.html");
            tab.awaitText(" passed, ");

            Matcher said = SAID.matcher(tab.text());
            assertThat(said.find()).isTrue();
            assertThat(said.group(2)).as(tab.text()).isEqualTo("0");
            assertThat(Integer.parseInt(said.group(1))).isGreaterThan(60);
            assertThat(tab.complaints()).allMatch(each -> each.contains("/favicon.ico"));
        }
    }
}

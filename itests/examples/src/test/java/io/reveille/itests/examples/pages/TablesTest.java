package io.reveille.itests.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of settings, properties and arguments say what the forms and the code say. */
class TablesTest {

    private static final Pattern SETTING =
            Pattern.compile("(?s)@AttributeDefinition\\((.*?)\\)\\s+\\w+(?:\\[])? (\\w+)\\(\\) default (\\S+);");

    private static final Pattern KEYS = Pattern.compile("`([a-z][\\w.-]*)`");

    private static Sources sources;

    private record Setting(String key, String min, String max, String otherwise) {}

    @BeforeAll
    static void read() throws IOException {
        sources = Sources.read();
    }

    /** The rows of each table whose head begins so; the first cell of a row has the keys. */
    private static List<String[]> rows(String page, String head) throws IOException {
        List<String[]> rows = new ArrayList<>();
        boolean isInside = false;
        for (String line : Page.read(page).text().split("\\n", -1)) {
            if (line.startsWith("| " + head)) {
                isInside = true;
            } else if (!line.startsWith("|")) {
                isInside = false;
            } else if (isInside && !line.startsWith("|---")) {
                rows.add(line.substring(1).split("(?<!\\\\)\\|", -1));
            }
        }
        assertThat(rows).as("rows below \"%s\" on %s", head, page).isNotEmpty();
        return rows;
    }

    private static List<String> keys(String[] row) {
        return KEYS.matcher(row[0]).results().map(key -> key.group(1)).toList();
    }

    private static Map<String, Setting> settings(String form) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        SETTING.matcher(sources.text(form)).results().forEach(found -> {
            String key = found.group(2).replace('_', '.');
            String otherwise = found.group(3).replace("\"", "");
            settings.put(key, new Setting(key, part(found.group(1), "min"), part(found.group(1), "max"), otherwise));
        });
        return settings;
    }

    private static String part(String annotation, String name) {
        Matcher found = Pattern.compile(name + " = \"(\\d+)\"").matcher(annotation);
        return found.find() ? found.group(1) : "";
    }

    /** What a row says else than the form does. */
    private static List<String> differences(Setting setting, String row) {
        List<String> differences = new ArrayList<>();
        if (setting.otherwise().matches("\\d+") && !row.matches(".*[| `]" + setting.otherwise() + "[ `|].*")) {
            differences.add(setting.key() + " is " + setting.otherwise() + " by default, in: " + row);
        }
        if (!setting.max().isEmpty() && !row.contains(" to " + setting.max() + " ")) {
            differences.add(setting.key() + " is at most " + setting.max() + ", in: " + row);
        }
        if (!setting.min().isEmpty() && !row.matches(".*[| ]" + setting.min() + "( |,).*")) {
            differences.add(setting.key() + " is at least " + setting.min() + ", in: " + row);
        }
        return differences;
    }

    @ParameterizedTest
    @CsvSource({
        "docs/install.md, setting |, bundles/core/src/main/java/io/reveille/core/component/EngineConfiguration.java",
        "docs/power.md, setting |, bundles/power/src/main/java/io/reveille/power/settings/PowerConfiguration.java",
        "docs/kura.md, setting of `io.reveille.kura.watchdog`, bundles/kura/src/main/java/io/reveille/kura/machine/WatchdogForm.java",
        "docs/kura-remote.md, setting |, bundles/kura/src/main/java/io/reveille/kura/remote/RemoteForm.java",
    })
    void settingsAreThoseOfTheForm(String page, String head, String form) throws IOException {
        Map<String, Setting> settings = settings(form);
        List<String> differences = new ArrayList<>();
        Set<String> shown = new TreeSet<>();
        for (String[] row : rows(page, head)) {
            shown.addAll(keys(row));
            for (String key : keys(row)) {
                Setting setting = settings.get(key);
                if (setting != null) {
                    differences.addAll(differences(setting, "|" + String.join("|", row)));
                }
            }
        }
        assertThat(shown).isEqualTo(new TreeSet<>(settings.keySet()));
        assertThat(differences).isEmpty();
    }

    @Test
    void anotherFigureIsFound() {
        Setting setting = new Setting("workers", "1", "64", "4");
        assertThat(differences(setting, "| `workers` | 4 | 1 to 64 | |")).isEmpty();
        assertThat(differences(setting, "| `workers` | 5 | 1 to 64 | |")).hasSize(1);
        assertThat(differences(setting, "| `workers` | 4 | 2 to 65 | |")).hasSize(2);
    }

    @Test
    void propertiesOfADefinitionAreThoseOfTheApi() throws IOException {
        String constants = sources.text("bundles/api/src/main/java/io/reveille/spi/JobProperties.java");
        Set<String> known = new TreeSet<>();
        Pattern.compile("String (?!PREFIX|FACTORY_PID)[A-Z_]+ = \"([a-z.]+)\"")
                .matcher(constants)
                .results()
                .forEach(constant -> known.add(constant.group(1)));
        Set<String> shown = new TreeSet<>();
        rows("docs/definitions.md", "name | type |").forEach(row -> shown.addAll(keys(row)));
        assertThat(shown).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "docs/handlers.md, argument |",
        "docs/kura.md, argument |",
        "docs/events.md, property |",
        "docs/power.md, property |"
    })
    void whatATableNamesIsInTheCode(String page, String head) throws IOException {
        for (String[] row : rows(page, head)) {
            assertThat(keys(row))
                    .as("%s: %s", page, row[0])
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(sources.hasKey(key)).as(key).isTrue());
        }
    }
}

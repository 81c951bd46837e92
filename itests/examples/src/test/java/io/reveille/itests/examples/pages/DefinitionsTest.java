package io.reveille.itests.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.schedule.Schedule;
import io.reveille.testing.ManualScheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each definition of a job in the pages can be used as it stands there, and each schedule can be read. */
class DefinitionsTest {

    private static final Pattern PROPERTY = Pattern.compile("(?m)^([a-z.]+)\\s*=\\s*(.*(?:\\n[ \\t]+.*)*)$");

    private static final Pattern TYPED = Pattern.compile("(?s)I?\"(.*)\"");

    private static final Pattern SCHEDULE = Pattern.compile(
            "(?:schedule = )?(?:every|cron|once (?:at|in)|after \"[\\w-]+\"|@daily|@hourly|@reboot)( .*)?");

    private static List<Page.Block> definitions() throws IOException {
        List<Page.Block> blocks = new ArrayList<>();
        for (Page page : Page.all()) {
            page.blocks().stream()
                    .filter(block -> block.language().isEmpty() && block.code().matches("(?s).*(^|\\n)schedule *=.*"))
                    .forEach(blocks::add);
        }
        return blocks;
    }

    /** Reads a block as the folder {@code load} does; a job without a name has that of its configuration. */
    private static Map<String, Object> properties(String code) {
        Map<String, Object> properties = new HashMap<>(Map.of("name", "shown"));
        PROPERTY.matcher(code).results().forEach(line -> properties.put(line.group(1), value(line.group(2))));
        return properties;
    }

    private static Object value(String text) {
        Matcher typed = TYPED.matcher(text);
        if (typed.matches()) {
            return typed.group(1).replace("\\\"", "\"");
        }
        if (text.startsWith("[")) {
            return Pattern.compile("\"([^\"]*)\"")
                    .matcher(text)
                    .results()
                    .map(each -> each.group(1))
                    .toArray(String[]::new);
        }
        return text;
    }

    /** What is wrong with a definition: whether it is refused, or has keys that are no properties. */
    private static String fault(String code) {
        ManualScheduler gateway = new ManualScheduler();
        gateway.store("shown", properties(code));
        List<String> unknown = properties(code).keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .toList();
        return gateway.scheduler().broken().toString().replaceAll("^\\[]$", "")
                + (unknown.isEmpty() ? "" : "no properties: " + unknown);
    }

    private static final List<String> KNOWN = List.of(
            "name",
            "schedule",
            "handler",
            "args",
            "tags",
            "misfire",
            "misfire.limit",
            "overlap",
            "delivery",
            "timeout",
            "retry",
            "priority",
            "concurrency",
            "gates",
            "defer",
            "format");

    @Test
    void eachCanBeUsed() throws IOException {
        assertThat(definitions())
                .hasSizeGreaterThan(10)
                .allSatisfy(block -> assertThat(fault(block.code()))
                        .as("%s:%n%s", block.page(), block.code())
                        .isEmpty());
    }

    @Test
    void oneThatCannotBeUsedIsFound() {
        String right = "name = a\nschedule = every hour\nhandler = log\nargs = {\"message\":\n  \"x\"}\n";
        assertThat(fault(right)).isEmpty();
        assertThat(fault(right.replace("hour", "huor"))).contains("huor");
        assertThat(fault(right.replace("\"x\"}", "\"x\""))).contains("args");
        assertThat(fault(right + "overlapp = skip\n")).contains("overlapp");
    }

    @Test
    void eachScheduleCanBeRead() throws IOException {
        List<String> schedules = new ArrayList<>();
        for (Page page : Page.all()) {
            page.inline().stream()
                    .filter(text -> SCHEDULE.matcher(text).matches() && !text.contains("…"))
                    .forEach(text -> schedules.add(text.replace("schedule = ", "")));
            page.blocks().stream()
                    .filter(block -> block.language().isEmpty()
                            && block.code()
                                    .lines()
                                    .allMatch(line -> SCHEDULE.matcher(line).matches()))
                    .flatMap(block -> block.code().lines())
                    .forEach(line -> schedules.addAll(List.of(line.split(" {2,}"))));
        }
        // Words of the grammar, which are no schedules by themselves.
        schedules.removeIf(text -> text.matches("once (at|in)"));
        assertThat(schedules).hasSizeGreaterThan(45).allSatisfy(Schedule::parse);
        assertThatThrownBy(() -> Schedule.parse("every secnd")).hasMessageContaining("secnd");
    }
}

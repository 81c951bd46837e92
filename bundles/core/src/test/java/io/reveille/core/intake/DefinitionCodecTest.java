package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.JobProperties;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionCodecTest {

    private final DefinitionCodec codec = new DefinitionCodec(ZoneId.of("Europe/Rome"));

    @Test
    void readsAllProperties() {
        JobDefinition definition = codec.read(with(
                Map.of("args", "{\"unit\": 3}", "tags", new String[] {"b", " a ", ""}, "misfire", "once", "retry", 0)));

        assertThat(definition.name()).isEqualTo("poll");
        assertThat(definition.handler()).isEqualTo("modbus");
        assertThat(definition.schedule()).isEqualTo(Schedule.parse("every day at 10:30 in Europe/Rome"));
        assertThat(definition.arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(definition.tags()).containsExactly("a", "b");
    }

    /** Many files of installers know no lists. */
    @Test
    void oneTextWithCommasIsAListAndInAListACommaIsAPartOfItsText() {
        assertThat(codec.read(with(Map.of("tags", "field, daily,,"))).tags()).containsExactly("daily", "field");
        assertThat(codec.read(with(Map.of("tags", new String[] {"a,b"}))).tags())
                .containsExactly("a,b");
        assertThat(codec.read(with(Map.of("gates", "network eth0 wwan0, mains")))
                        .policies()
                        .gates())
                .containsExactly("network eth0 wwan0", "mains");
        assertThat(codec.read(with(Map.of("gates", List.of("site a, b"))))
                        .policies()
                        .gates())
                .containsExactly("site a, b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a_b", "a b", "a~b", "\"quoted\"", "é", "😀", "名前"})
    void takesNamesThatPeopleGive(String name) {
        assertThat(codec.read(with(Map.of("name", name))).name()).isEqualTo(name);
    }

    @Test
    void countsCharactersAsPeopleDo() {
        String cyrillic = "Ж".repeat(60);
        assertThat(codec.read(with(Map.of("name", cyrillic))).name()).isEqualTo(cyrillic);
        assertThatCode(() -> codec.checkName("😀".repeat(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> codec.checkName("😀".repeat(65))).hasMessageContaining("it has 65 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is empty",
                "'  '|it is empty",
                "a/b|it has a slash",
                "' a'|begins or ends with a blank",
                "'a '|begins or ends with a blank"
            })
    void refusesBadNames(String name, String why) {
        refuses("name", name, why);
    }

    @Test
    void refusesNamesThatCannotBeShown() {
        for (String name :
                List.of("a\nb", "a\0b", "a\u007fb", "a\ud800", "\udc00a", "a\u202eb", "a\u2028b", "\ue000")) {
            refuses("name", name, "it has a control character or one that cannot be shown");
        }
        assertThatThrownBy(() -> codec.checkName("a\nb")).hasMessageContaining("\"a\\u000ab\"");
    }

    @Test
    void aNameOfTenThousandCharactersIsRefusedInAShortMessage() {
        assertThatThrownBy(() -> codec.read(with(Map.of("name", "x".repeat(10_000)))))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("\"name\"", "it has 10000 characters", "1 to 64")
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void theSameRulesHoldForHandlersAndTags() {
        refuses("handler", "a/b", "slash");
        refuses("tags", "a/b", "slash");
        refuses("tags", new String[] {"ok", "x".repeat(65)}, "65 characters");
        refuses("tags", 3, "expected Strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "schedule", "handler"})
    void saysWhatIsMissing(String property) {
        Map<String, Object> properties = with(Map.of());
        properties.remove(property);

        assertThatThrownBy(() -> codec.read(properties))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessage("The property \"" + property + "\" is missing.");
    }

    @Test
    void aScheduleThatCannotBeReadIsShownWithTheColumn() {
        refuses("schedule", "every 10 secnds", "column 10");
        for (String schedule : List.of("every 0 seconds", "every -1 minutes", "", "every day at 10:30 in Mars/Base")) {
            assertThatThrownBy(() -> codec.read(with(Map.of("schedule", schedule))))
                    .as(schedule)
                    .isInstanceOf(JobDefinitionException.class)
                    .hasMessageContainingAll(schedule, "expected");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|but found a list",
                "3|but found a number",
                "nonsense|no JSON",
                "{\"a\":|ends too early",
                "{\"a\":1} x|no JSON",
                "{\"a\":null}|null at $.a"
            })
    void refusesArgumentsThatAreNoObject(String args, String why) {
        refuses("args", args, why);
    }

    @Test
    void argumentsHaveABound() {
        String fits = "{\"a\":\"" + "x".repeat(Arguments.MAX_LENGTH - 8) + "\"}";
        assertThat(codec.read(with(Map.of("args", fits))).arguments()).isNotEmpty();
        refuses("args", fits + " ", "16385 characters of JSON, at most 16384");
        Map<String, Object> large = Map.of("a", "x".repeat(Arguments.MAX_LENGTH));
        assertThatThrownBy(() -> codec.check(definition("poll", "every minute", large)))
                .hasMessageContaining("at most 16384");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@reboot",
                "after \"download\" fails",
                "every hour times 3",
                "every hour spread over 5 minutes",
                "cron */15 8-18 * * MON-FRI",
                "@daily",
                "every 10 minutes between 08:00 and 18:00 on monday to friday",
                "every month on last day until 2027-06-01",
                "every hour within 5 minutes nowake"
            })
    void aScheduleThatIsMoreThanAnIntervalIsTakenIn(String schedule) {
        assertThat(codec.read(with(Map.of("schedule", schedule))).schedule())
                .isEqualTo(Schedule.parse(schedule, ZoneId.of("Europe/Rome")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after \"poll\"", "after \"poll\" fails", "after \"poll\" ends between 08:00 and 18:00"})
    void aJobThatFollowsItselfIsRefused(String schedule) {
        refuses("schedule", schedule, "follows itself");
        assertThatThrownBy(() -> codec.check(definition("poll", schedule, Map.of())))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("after \"poll\"", "follows itself");
    }

    @Test
    void emptyFieldsOfAFormMeanTheDefault() {
        Map<String, Object> form = with(Map.of());
        for (String field : JobProperties.ALL.subList(3, JobProperties.ALL.size())) {
            form.put(field, "");
        }
        assertThat(codec.read(form)).isEqualTo(codec.read(with(Map.of())));
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        refuses("name", 7, "expected a String, found Integer");
        refuses("schedule", List.of("every minute"), "expected a String");
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        JobDefinition definition = codec.check(definition(
                "a.b",
                "every weekday at 08:00 in Asia/Tokyo",
                Map.of("i", 3, "d", 3.0, "l", List.of(1, "x", true), "o", Map.of("k", "ü\n"))));

        assertThat(codec.read(DefinitionCodec.write(definition))).isEqualTo(definition);
        assertThat(new DefinitionCodec(ZoneId.of("UTC")).read(DefinitionCodec.write(definition)))
                .as("the zone is part of what is written")
                .isEqualTo(definition);
    }

    @Test
    void theHashFollowsTheMeaningAndNotTheOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", Map.of("x", 1, "y", 2));
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("b", new LinkedHashMap<>(Map.of("y", 2, "x", 1)));
        two.put("a", 1);

        assertThat(hash(one)).isEqualTo(hash(two)).hasSize(32);
        assertThat(hash(one)).isNotEqualTo(hash(Map.of("a", 1)));
        assertThat(hash(Map.of("a", 1))).isNotEqualTo(hash(Map.of("a", 1.0)));
    }

    @Test
    void theHashOfADefinitionWithoutPoliciesIsWhatItWasBeforeThereWereAny() {
        assertThat(hash(Map.of("unit", 3))).isEqualTo("b81fe135efe9323dc0412dd75f18d6a8");
        assertThat(DefinitionCodec.hash(new JobDefinition(
                        "a.b",
                        Schedule.parse("every weekday at 08:00 in Asia/Tokyo"),
                        "modbus",
                        Map.of(),
                        new TreeSet<>(),
                        JobPolicies.DEFAULTS)))
                .isEqualTo("19fc10af6120f0c71e78dbca790e59a8");
    }

    private String hash(Map<String, Object> arguments) {
        return DefinitionCodec.hash(codec.check(definition("poll", "every minute", arguments)));
    }

    private static JobDefinition definition(String name, String schedule, Map<String, Object> arguments) {
        return new JobDefinition(
                name,
                Schedule.parse(schedule),
                "modbus",
                arguments,
                new TreeSet<>(List.of("b", "a")),
                JobPolicies.DEFAULTS);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Map<String, Object> wrong = Map.of(
                "name",
                "a/b",
                "schedule",
                "every 10 secnds",
                "overlap",
                "paralel",
                "priority",
                1000,
                "args",
                "{",
                "tags",
                "");

        assertThatThrownBy(() -> codec.read(wrong)).isInstanceOfSatisfying(JobDefinitionException.class, e -> {
            assertThat(e.all().stream().map(JobDefinitionException::property))
                    .containsExactlyInAnyOrder("handler", "name", "schedule", "args", "overlap", "priority");
            assertThat(e.property()).isEqualTo(e.all().get(0).property());
            assertThat(e.all()).allSatisfy(one -> {
                assertThat(one.all()).containsExactly(one);
                assertThat(e).hasMessageContaining(one.getMessage());
            });
        });
    }

    @Test
    void aContradictionIsToldBesideOtherMistakes() {
        Map<String, Object> wrong =
                with(Map.of("delivery", "at-most-once", "retry", 3, "timeout", "never", "defer", "5 minutes"));

        assertThatThrownBy(() -> codec.read(wrong))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.all().stream().map(JobDefinitionException::property))
                                .containsExactly("timeout", "retry", "defer"));
    }

    @Test
    void oneMistakeIsToldAsItIs() {
        assertThatThrownBy(() -> codec.read(with(Map.of("schedule", "every 10 secnds"))))
                .isInstanceOfSatisfying(JobDefinitionException.class, e -> {
                    assertThat(e.all()).containsExactly(e);
                    assertThat(e).hasCauseInstanceOf(ScheduleSyntaxException.class);
                });
    }

    private void refuses(String property, Object value, String why) {
        assertThatThrownBy(() -> codec.read(with(Map.of(property, value))))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.property()).isEqualTo(property))
                .hasMessageContaining(why);
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("name", "poll", "schedule", "every day at 10:30", "handler", "modbus"));
        properties.putAll(more);
        return properties;
    }

    @Test
    void aDefinitionMaySayItsFormat() {
        assertThat(codec.read(with(Map.of("format", 1)))).isEqualTo(codec.read(with(Map.of())));
        assertThat(codec.read(with(Map.of("format", "1")))).isEqualTo(codec.read(with(Map.of())));
        assertThat(DefinitionCodec.write(codec.read(with(Map.of("format", 1))))).doesNotContainKey("format");
        assertThatThrownBy(() -> codec.read(with(Map.of("format", 0)))).hasMessageContaining("a whole number from 1");
    }

    @Test
    void aNewerFormatIsRefusedBeforeAnythingElseOfItIsRead() {
        assertThatThrownBy(() -> codec.read(Map.of("format", 2L, "when", "every now and then")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessage("format 2; this Reveille reads up to 1; it is kept as it is");
        assertThat(DefinitionCodec.isNewer(Map.of("format", "2"))).isTrue();
        assertThat(DefinitionCodec.isNewer(Map.of("format", "two"))).isFalse();
        assertThat(DefinitionCodec.isNewer(Map.of())).isFalse();
    }
}

package io.reveille.core.transfer;

import static io.reveille.core.transfer.Here.CODEC;
import static io.reveille.core.transfer.Here.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reveille.ImportException;
import io.reveille.ImportException.Fault;
import io.reveille.JobTransfer;
import io.reveille.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a document, and what must not be. */
class DocumentTest {

    private static final String STATE = "{\"v\":4,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T09:00:00Z\","
            + "\"chain\":\"2026-03-04T09:30:00Z\",\"memory\":{\"cursor\":7}}";

    private static Map<String, Object> poll() {
        Map<String, Object> poll = new LinkedHashMap<>();
        poll.put("name", "poll");
        poll.put("schedule", "every 10 sec");
        poll.put("handler", "modbus");
        poll.put("args", "{\"unit\":3,\"key\":\"${secret:meter}\"}");
        poll.put("tags", new String[] {"field", "a"});
        poll.put("timeout", "90s");
        poll.put("misfire.limit", 7);
        poll.put("service.ranking", 5);
        return poll;
    }

    // Writing

    @Test
    void aDocumentIsReadableAndInTheOrderOfNames() {
        Here here = new Here()
                .stored(poll())
                .stored(Map.of("name", "b", "schedule", "@reboot", "handler", "x"))
                .carried(Map.of("name", "carried", "schedule", "@reboot", "handler", "x"));

        assertThat(here.export(false)).isEqualTo("""
                        {
                          "format": "io.reveille.jobs",
                          "version": 1,
                          "jobs": [
                            {
                              "name": "b",
                              "schedule": "@reboot",
                              "handler": "x"
                            },
                            {
                              "name": "poll",
                              "schedule": "every 10 seconds",
                              "handler": "modbus",
                              "args": {
                                "unit": 3,
                                "key": "${secret:meter}"
                              },
                              "tags": [
                                "a",
                                "field"
                              ],
                              "misfire.limit": 7,
                              "timeout": "90 seconds"
                            }
                          ]
                        }
                        """);
    }

    @Test
    void stateIsInItIfItIsWanted() {
        Here here = new Here().stored(poll()).state("poll", STATE);

        assertThat(here.export(false)).doesNotContain("state");
        assertThat(Json.parseObject(here.export(true)).get("jobs"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .extracting(job -> job.get("state"))
                .isEqualTo(Json.parseObject(STATE));
    }

    @Test
    void theStateOfANewerVersionIsLeftOut() {
        Here here = new Here().stored(poll()).state("poll", "{\"v\":9}");

        assertThat(here.export(true)).contains("\"poll\"").doesNotContain("state");
    }

    @Test
    void whatCannotBeUsedIsInAPartOfItsOwnWithTheReason() {
        Here here = new Here()
                .stored("io.reveille.job~poll", poll())
                .stored("io.reveille.job~other", poll())
                .stored(Map.of("name", "broken", "schedule", "every 10 secnds", "handler", "x", "service.pid", "p"));

        String document = here.export(false);

        assertThat(String.valueOf(Json.parseObject(document).get("broken")))
                .contains("io.reveille.job~broken", "every 10 secnds", "did you mean", "rename or delete this one")
                .doesNotContain("service.");
        assertThat(Document.read(document, CODEC, NOW).names()).containsExactly("poll");
        assertThat(Document.read(document, CODEC, NOW).passedOver())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("io.reveille.job~broken: cannot read the schedule");
    }

    // Reading

    @Test
    void whatWasWrittenReadsTheSame() {
        Here here = new Here().stored(poll()).state("poll", STATE);

        Document document = Document.read(here.export(true), CODEC, NOW);

        assertThat(document.jobs()).hasSize(1);
        assertThat(document.jobs().get(0).definition()).isEqualTo(CODEC.read(poll()));
        assertThat(document.jobs().get(0).state().orElseThrow().json()).isEqualTo(STATE);
        assertThat(document.source()).isEqualTo("jobs of Reveille, version 1");
    }

    @Test
    void argumentsAndMemoryAsDeepAsTheyMayBeAreTaken() {
        String deep = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        Map<String, Object> poll = poll();
        poll.put("args", deep);
        Here here = new Here()
                .stored(poll)
                .state(
                        "poll",
                        STATE.replace("{\"cursor\":7}", deep.replace("[[", "[").replace("]]", "]")));

        Document document = Document.read(here.export(true), CODEC, NOW);

        assertThat(document.jobs().get(0).definition().arguments()).isEqualTo(Json.parseObject(deep));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|ends too early",
                "jobs|no JSON: unexpected text at line 1 column",
                "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[}|line 1 column",
                "{\"format\":\"io.reveille.jobs\",\"version\":1,\"version\":1,\"jobs\":[]}|\"version\" stands twice",
                "{\"format\":\"io.reveille.jobs\",\"version\":NaN,\"jobs\":[]}|line 1 column",
                "{\"format\":\"io.reveille.jobs\",\"version\":1e999,\"jobs\":[]}|not finite or too large",
                "{\"format\":\"io.reveille.jobs\",\"version\":2,\"later\":null}|version 2, this Reveille reads up to 1",
                "{\"format\":\"io.reveille.jobs\",\"version\":0,\"jobs\":[]}|a whole number from 1 on",
                "{\"format\":\"io.reveille.jobs\",\"version\":\"1\",\"jobs\":[]}|a whole number from 1 on",
                "{\"format\":\"io.reveille.jobs\",\"jobs\":[]}|\"version\" is missing",
                "{\"format\":\"something\",\"version\":1,\"jobs\":[]}|\"something\", expected \"io.reveille.jobs\"",
                "{\"format\":\"io.reveille.jobs\",\"version\":1}|\"jobs\" is missing",
                "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":{}}|\"jobs\" is an object, expected a list",
                "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[],\"job\":[]}|did you mean \"jobs\"?",
                "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[null]}|jobs[0]: It is null",
                "{}|neither a document of Reveille",
                "{\"version\":1}|neither a document of Reveille"
            })
    void noDocument(String text, String message) {
        assertThatThrownBy(() -> Document.read(text, CODEC, NOW))
                .isExactlyInstanceOf(ImportException.class)
                .hasMessageContainingAll("nothing was changed", message);
    }

    @Test
    void thousandsOfLevelsAreRefusedWithoutAStackOverflow() {
        String start = "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":";
        for (String deep : List.of("[", "{\"a\":", "[{\"args\":")) {
            assertThatThrownBy(() -> Document.read(start + deep.repeat(100_000), CODEC, NOW))
                    .isExactlyInstanceOf(ImportException.class)
                    .hasMessageContaining("nested deeper than 35 levels");
        }
        assertThatThrownBy(() -> Document.read("[".repeat(100_000), CODEC, NOW))
                .hasMessageContaining("nested deeper than 35 levels");
    }

    @Test
    void aTextOf100MbIsRefusedByItsLength() {
        String text = " ".repeat(100 * 1024 * 1024);

        assertThatThrownBy(() -> Document.read(text, CODEC, NOW))
                .isExactlyInstanceOf(ImportException.class)
                .hasMessageContainingAll("104857600", String.valueOf(JobTransfer.MAX_LENGTH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name|\"a\\u0000b\"|jobs[0]|\"a\\u0000b\": it has a control character",
                "name|\"a/b\"|jobs[0]|it has a slash",
                "name|7|jobs[0]|expected a String, found Long",
                "name|null|jobs[0]|leave it out",
                "schedule|\"every 10 secnds\"|poll|column 10",
                "schedule|\"after \\\"poll\\\"\"|poll|follows itself",
                "schedule|7|poll|expected a String, found Long",
                "handler|\"\"|poll|it is empty",
                "args|\"{}\"|poll|expected one JSON object",
                "args|{\"a\":null}|poll|\"a\" is null",
                "tags|[7]|poll|expected Strings",
                "tags|[\"a/b\"]|poll|it has a slash",
                "misfire|\"skipp\"|poll|did you mean \"skip\"?",
                "misfire.limit|1.5|poll|expected a whole number",
                "priority|101|poll|expected a whole number from -100 to 100",
                "timeout|\"soon\"|poll|cannot read the duration",
                "retry|101|poll|expected 0 to 100 attempts",
                "gates|[\"Network\"]|poll|expected the name of a gate",
                "defer|\"1 hour\"|poll|there are no gates",
                "state|[]|poll|expected an object",
                "state|{\"v\":99}|poll|of version 99, newer than this Reveille reads",
                "state|{\"v\":2}|poll|\"bound\" is no time"
            })
    void aFaultNamesJobPropertyValueAndCause(String property, String value, String job, String message) {
        Map<String, String> properties = new LinkedHashMap<>(
                Map.of("name", "\"poll\"", "schedule", "\"every 10 seconds\"", "handler", "\"modbus\""));
        properties.put(property, value);
        StringBuilder entry = new StringBuilder();
        properties.forEach(
                (key, text) -> entry.append(entry.length() == 0 ? "" : ",").append("\"" + key + "\":" + text));

        List<Fault> faults = faults("{" + entry + "}");

        assertThat(faults.get(0).job()).isEqualTo(job);
        assertThat(faults.get(0).property()).isEqualTo(property);
        assertThat(faults.get(0).message()).contains(message);
    }

    @Test
    void aScheduleThatDoesNotParseIsShownWithACaret() {
        List<Fault> faults = faults("{\"name\":\"poll\",\"handler\":\"x\",\"schedule\":\"every 10 secnds\"}");

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).message())
                .contains("\"every 10 secnds\"", "at column 10\nevery 10 secnds\n         ^ did you mean \"seconds\"?");
    }

    @Test
    void allFaultsAreSaidAtOnce() {
        List<Fault> faults = faults("""
                {"name": "a", "schedule": "every 10 secnds", "handler": "x", "prioritty": 3, "overlap": "paralel"},
                {"name": "b", "schedule": "@reboot", "handler": "x"},
                {"schedule": "@reboot", "gates": ["?"], "defer": "1 hour", "state": 3},
                {"name": "b", "schedule": "@reboot", "handler": "y", "colour": "red"}
                """);

        assertThat(faults.stream().map(fault -> fault.job() + " " + fault.property()))
                .containsExactlyInAnyOrder(
                        "a prioritty",
                        "a schedule",
                        "a overlap",
                        "jobs[2] name",
                        "jobs[2] handler",
                        "jobs[2] gates",
                        "jobs[2] state",
                        "b name",
                        "b colour");
        assertThat(faults.toString())
                .contains(
                        "There is no property \"prioritty\"; did you mean \"priority\"?",
                        "There is no property \"colour\"; expected one of name, schedule",
                        "There are two jobs of this name, jobs[1] and jobs[3].");
    }

    @Test
    void aDocumentOfGarbageHasAnEnd() {
        String garbage = "7,".repeat(50_000) + "7";

        ImportException refused = refused(garbage);

        assertThat(refused.faults()).hasSize(1000);
        assertThat(refused).hasMessageContaining("and 980 more");
        assertThat(refused.getMessage()).hasSizeLessThan(5000);
    }

    @Test
    void aStateThatWouldNotBeSavedOrReadAgainIsRefused() {
        String job = "{\"name\":\"poll\",\"schedule\":\"@reboot\",\"handler\":\"x\",\"state\":";
        String good = STATE.substring(0, STATE.length() - 1);

        assertThat(faults(job + good + ",\"runs\":9223372036854775807}}").toString())
                .contains("\"runs\" is 9223372036854775807");
        assertThat(faults(job + good + ",\"done\":\"" + "é".repeat(140_000) + "\"}}")
                        .toString())
                .contains("at most 262144 are allowed");
        assertThat(faults(job + good + ",\"runs\":-1}}").toString()).contains("expected a count");
    }

    private static List<Fault> faults(String jobs) {
        return refused(jobs).faults();
    }

    private static ImportException refused(String jobs) {
        String text = "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + jobs + "]}";
        return catchThrowableOfType(ImportException.class, () -> Document.read(text, CODEC, NOW));
    }
}

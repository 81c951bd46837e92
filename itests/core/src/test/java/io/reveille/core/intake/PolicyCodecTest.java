package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Delivery;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobHandler;
import io.reveille.JobPolicies;
import io.reveille.JobResult;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.Retry;
import io.reveille.ScheduledJob;
import io.reveille.core.dispatch.Handler;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import io.reveille.testing.internal.FakeReference;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCodecTest {

    private static final Duration YEAR = Duration.ofDays(366);

    private final PolicyCodec codec = new PolicyCodec(GateCheck.NONE);
    private final DefinitionCodec definitions = new DefinitionCodec(ZoneOffset.UTC);

    @Test
    void nothingSaidIsTheDefaults() {
        assertThat(codec.read(Map.of())).isEqualTo(JobPolicies.DEFAULTS);
        assertThat(PolicyCodec.write(JobPolicies.DEFAULTS)).isEmpty();
    }

    @Test
    void theDefaultsInWordsAreTheDefaults() {
        Map<String, Object> words = new HashMap<>();
        words.put("misfire", "once");
        words.put("misfire.limit", "100");
        words.put("overlap", "skip");
        words.put("delivery", "at-least-once");
        words.put("timeout", "none");
        words.put("retry", "0");
        words.put("priority", "0");
        words.put("concurrency", "0");
        words.put("gates", "");
        words.put("defer", "until next");
        assertThat(words.keySet())
                .as("every policy")
                .containsExactlyInAnyOrderElementsOf(
                        JobProperties.ALL.subList(5, JobProperties.ALL.indexOf(JobProperties.FORMAT)));

        assertThat(codec.read(words)).isEqualTo(JobPolicies.DEFAULTS);
        words.replaceAll((property, value) -> " " + value + " ");
        assertThat(codec.read(words)).isEqualTo(JobPolicies.DEFAULTS);
    }

    @Test
    void theDefaultsOfTheAnnotationAreTheDefaults() {
        Map<String, Object> service = new HashMap<>();
        for (Method member : ScheduledJob.class.getDeclaredMethods()) {
            Object value = member.getDefaultValue();
            if (value != null) {
                service.put(member.getName().replace('_', '.'), value);
            }
        }

        assertThat(service.keySet())
                .containsAll(JobProperties.ALL.subList(5, JobProperties.ALL.indexOf(JobProperties.FORMAT)));
        assertThat(JobProperties.ALL).containsAll(service.keySet());
        assertThat(codec.read(service)).isEqualTo(JobPolicies.DEFAULTS);
    }

    @Test
    void readsEveryWord() {
        assertThat(read("misfire", "once").misfire()).isEqualTo(Misfire.ONCE);
        assertThat(read("misfire", "skip").misfire()).isEqualTo(Misfire.SKIP);
        assertThat(read("misfire", "all").misfire()).isEqualTo(Misfire.ALL);
        assertThat(read("overlap", "skip").overlap()).isEqualTo(Overlap.SKIP);
        assertThat(read("overlap", "queue").overlap()).isEqualTo(Overlap.QUEUE);
        assertThat(read("overlap", "parallel").overlap()).isEqualTo(Overlap.PARALLEL);
        assertThat(read("delivery", "at-least-once").delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(read("delivery", "at-most-once").delivery()).isEqualTo(Delivery.AT_MOST_ONCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "misfire|twice|expected one of once, skip, all.",
                "misfire|onc|expected one of once, skip, all (did you mean \"once\"?).",
                "overlap|Skip|expected one of skip, queue, parallel (did you mean \"skip\"?).",
                "overlap|paralel|(did you mean \"parallel\"?).",
                "delivery|maybe|expected one of at-least-once, at-most-once.",
                "delivery|at_most_once|(did you mean \"at-most-once\"?)."
            })
    void anUnknownWordIsAnsweredWithThoseThereAre(String property, String value, String why) {
        refuses(property, value, why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"misfire", "overlap", "delivery", "timeout", "defer"})
    void aTextIsAString(String property) {
        refuses(property, 3, "expected a String, found Integer");
        refuses(property, new String[] {"none"}, "expected a String, found String[]");
    }

    @ParameterizedTest
    @CsvSource({"misfire.limit,1,1000", "priority,-100,100", "concurrency,0,64"})
    void aNumberIsANumberOrItsText(String property, int least, int most) {
        for (int number : new int[] {least, least + 1, most}) {
            for (Object value : List.of(number, (long) number, (short) number, " " + number + " ")) {
                JobPolicies policies = codec.read(Map.of(property, value));
                assertThat(number(property, policies)).isEqualTo(number);
                assertThat(codec.checkRanges(policies)).isEqualTo(policies);
            }
        }
        String expected = "expected a whole number from " + least + " to " + most;
        for (Object value : List.of(
                least - 1,
                most + 1,
                "" + (most + 1),
                "3.0",
                "many",
                "0x10",
                "1 0",
                "٣",
                "99999999999",
                Long.MAX_VALUE)) {
            refuses(property, value, expected);
        }
        refuses(property, 3.0, expected + ", found Double");
        refuses(property, true, expected + ", found Boolean");
        assertThat(codec.read(Map.of(property, ""))).isEqualTo(JobPolicies.DEFAULTS);
    }

    private static int number(String property, JobPolicies policies) {
        return switch (property) {
            case "misfire.limit" -> policies.misfireLimit();
            case "priority" -> policies.priority();
            default -> policies.concurrency();
        };
    }

    @Test
    void aLimitWithoutAllIsKept() {
        assertThat(codec.read(Map.of("misfire", "skip", "misfire.limit", 5)))
                .isEqualTo(JobPolicies.DEFAULTS.withMisfire(Misfire.SKIP, 5));
    }

    @ParameterizedTest
    @CsvSource({"1 second,1", "90s,90", "10 minutes,600", "1h30m,5400", "PT1H,3600", "366 days,31622400"})
    void readsDurations(String text, long seconds) {
        assertThat(read("timeout", text).timeout()).contains(Duration.ofSeconds(seconds));
        assertThat(codec.read(Map.of("gates", "mains", "defer", text)).defer()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 seconds", "367 days", "99 weeks", "-1 minutes", "soon", "10 minuts", "10", "PT0.5S"})
    void aDurationThatIsNoneOrTooLongIsRefused(String text) {
        String expected = "a duration of whole seconds, from 1 second to 366 days";
        refuses("timeout", text, "expected \"none\" or " + expected);
        refuses("defer", text, "expected \"until next\" or " + expected);
    }

    @Test
    void noDurationIsAWordInAnyCase() {
        assertThat(read("timeout", "None").timeout()).isEmpty();
        assertThat(read("defer", "Until  Next").defer()).isEmpty();
        refuses("timeout", "until next", "expected \"none\"");
    }

    @Test
    void readsRetries() {
        assertThat(read("retry", 0).retry()).isEqualTo(Retry.NONE);
        assertThat(read("retry", "0").retry()).isEqualTo(Retry.NONE);
        assertThat(read("retry", 3).retry()).isEqualTo(Retry.of(3));
        assertThat(read("retry", 3L).retry()).isEqualTo(Retry.of(3));
        assertThat(read("retry", "100").retry()).isEqualTo(Retry.of(100));
        assertThat(read("retry", "3 from 10 seconds").retry())
                .isEqualTo(new Retry(3, Duration.ofSeconds(10), Retry.LONGEST));
        Retry whole = new Retry(3, Duration.ofSeconds(10), Duration.ofMinutes(10));
        for (String text : List.of(
                "3 from 10 seconds to 10 minutes", "  3   FROM 10  Seconds  To 10 MINUTES ", "3\tfrom 10s\nto PT10M")) {
            assertThat(read("retry", text).retry()).as(text).isEqualTo(whole);
        }
    }

    @Test
    void aFirstDelayBeyondTheUsualLongestIsTheLongest() {
        Duration hours = Duration.ofHours(2);
        assertThat(read("retry", "3 from 2 hours").retry()).isEqualTo(new Retry(3, hours, hours));
    }

    @Test
    void delaysWithoutAttemptsMeanNothing() {
        assertThat(read("retry", "0 from 10 seconds").retry()).isEqualTo(Retry.NONE);
        assertThat(codec.retry(0, Duration.ofSeconds(1), Duration.ofDays(1))).isEqualTo(Retry.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "101|expected 0 to 100 attempts",
                "-1|expected 0 to 100 attempts",
                "99999999999|expected 0 to 100 attempts",
                "three|expected 0 to 100 attempts",
                "3 times|expected 0 to 100 attempts",
                "3 from|expected 0 to 100 attempts",
                "3 to 10 minutes|expected 0 to 100 attempts",
                "3 from 10|cannot read the duration \"10\"",
                "3 from 10 seconds to soon|cannot read the duration \"soon\"",
                "3 from 10 seconds 10 minutes|cannot read the duration",
                "3 from 1 second to 367 days|367 days: expected a duration of whole seconds",
                "3 from 10 minutes to 10 seconds|the first delay, 10 minutes, is longer than the longest, 10 seconds"
            })
    void refusesOtherRetries(String text, String why) {
        refuses("retry", text, why);
    }

    @Test
    void retriesOfAnotherTypeAreRefused() {
        refuses("retry", 3.0, "expected a String or an Integer, found Double");
        refuses("retry", -1, "expected 0 to 100 attempts");
        refuses("retry", "3 from " + " ".repeat(100_000) + "x", "cannot be used");
        refuses("retry", "3 from " + "1 to ".repeat(100_000), "expected 0 to 100 attempts");
    }

    @Test
    void readsGates() {
        List<String> gates = List.of("mains", "network eth0");
        for (Object value : List.of(
                new String[] {"mains", " ", "  network   eth0 ", ""},
                gates,
                new TreeSet<>(gates),
                new ArrayList<>(gates))) {
            assertThat(codec.read(Map.of("gates", value)).gates()).isEqualTo(gates);
        }
        assertThat(read("gates", "battery above 30").gates()).containsExactly("battery above 30");
        assertThat(read("gates", "x-1 Ünïcode, \"quoted\"  twice").gates())
                .containsExactly("x-1 Ünïcode, \"quoted\"  twice");
    }

    @Test
    void aCommaBeforeTheNameOfAGateIsBetweenTwo() {
        assertThat(read("gates", "network eth0, mains,battery above 30").gates())
                .containsExactly("network eth0", "mains", "battery above 30");
        assertThat(read("gates", "disk /a,B above 2 GB, mains").gates())
                .containsExactly("disk /a,B above 2 GB", "mains");
    }

    @Test
    void refusesConditionsThatAreNone() {
        refuses("gates", 3, "expected Strings, found Integer");
        refuses("gates", List.of(3), "expected Strings");
        for (String text : List.of("Mains", "network_eth0", "näme", "eth0: up", "\u3000mains\u3000eth0", "\"mains\"")) {
            refuses("gates", text, "expected the name of a gate first");
        }
        refuses("gates", "network eth0\nmains", "control character");
        refuses("gates", "network \u202e", "one that cannot be shown");
        refuses("gates", "a " + "x".repeat(199), "it has 201 characters, expected at most 200");
        assertThat(read("gates", "a " + "x".repeat(198)).gates()).hasSize(1);
        refuses(
                "gates",
                new String[] {"network eth0", "mains", " network  eth0"},
                "\"network eth0\": it stands there twice");
        refuses("gates", numbered(11), "11 conditions, expected at most 10");
        assertThat(codec.read(Map.of("gates", numbered(10))).gates()).hasSize(10);
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "gate-" + i).toArray(String[]::new);
    }

    @Test
    void aGateIsAskedAboutItsConditions() {
        List<String> asked = new ArrayList<>();
        PolicyCodec checking = new PolicyCodec((gate, condition) -> {
            asked.add(gate + "/" + condition);
            if (condition.startsWith("over")) {
                throw new IllegalArgumentException("expected \"above\" and a percentage.");
            }
            if (condition.isEmpty()) {
                throw new UnsupportedOperationException();
            }
        });

        checking.read(Map.of("gates", new String[] {"battery  above 30", "battery above 20"}));
        assertThat(asked).containsExactly("battery/above 30", "battery/above 20");
        for (Supplier<JobPolicies> call : List.<Supplier<JobPolicies>>of(
                () -> checking.read(Map.of("gates", "battery over 30")),
                () -> checking.check(JobPolicies.DEFAULTS.withGates(List.of("battery over 30"))))) {
            assertThatThrownBy(call::get)
                    .isInstanceOfSatisfying(
                            JobDefinitionException.class,
                            e -> assertThat(e.property()).isEqualTo("gates"))
                    .hasMessage("The property \"gates\" cannot be used: \"battery over 30\": expected \"above\" and a"
                            + " percentage.");
        }
        assertThatThrownBy(() -> checking.gates(List.of("battery")))
                .as("a gate that fails otherwise")
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("UnsupportedOperationException");
    }

    @Test
    void retriesContradictAtMostOnce() {
        JobPolicies both =
                JobPolicies.DEFAULTS.withDelivery(Delivery.AT_MOST_ONCE).withRetry(Retry.of(3));

        contradicts("retry", both, "\"3\"", "at-most-once", "its start is saved so that it never runs twice");
        assertThat(codec.check(both.withRetry(Retry.NONE)).delivery()).isEqualTo(Delivery.AT_MOST_ONCE);
    }

    @Test
    void waitingWithoutGatesIsAContradiction() {
        JobPolicies waits = JobPolicies.DEFAULTS.withDefer(Duration.ofHours(2));

        contradicts("defer", waits, "\"2 hours\"", "there are no gates");
        assertThat(codec.check(waits.withGates(List.of("mains"))).defer()).contains(Duration.ofHours(2));
    }

    private void contradicts(String property, JobPolicies policies, String... why) {
        assertThat(codec.checkRanges(policies)).as("each for itself").isEqualTo(policies);
        for (Supplier<JobPolicies> call : List.<Supplier<JobPolicies>>of(
                () -> codec.check(policies), () -> codec.read(PolicyCodec.write(policies)))) {
            assertThatThrownBy(call::get)
                    .isInstanceOfSatisfying(
                            JobDefinitionException.class,
                            e -> assertThat(e.property()).isEqualTo(property))
                    .hasMessageContainingAll(why);
        }
    }

    @Test
    void codeIsHeldToTheSameRanges() {
        refusesInCode(
                "misfire.limit", policies -> policies.withMisfire(Misfire.ALL, 1001), "\"1001\"", "from 1 to 1000");
        refusesInCode("misfire.limit", policies -> policies.withMisfire(Misfire.ONCE, 0), "\"0\"", "from 1 to 1000");
        refusesInCode("priority", policies -> policies.withPriority(-101), "\"-101\"", "from -100 to 100");
        refusesInCode("concurrency", policies -> policies.withConcurrency(65), "\"65\"", "from 0 to 64");
        refusesInCode("timeout", policies -> policies.withTimeout(Duration.ZERO), "\"0 seconds\"", "from 1 second");
        refusesInCode(
                "timeout", policies -> policies.withTimeout(Duration.ofMillis(1500)), "\"PT1.5S\"", "whole seconds");
        refusesInCode("timeout", policies -> policies.withTimeout(YEAR.plusSeconds(1)), "to 366 days");
        refusesInCode("defer", policies -> policies.withDefer(Duration.ofSeconds(-1)), "\"PT-1S\"", "from 1 second");
        refusesInCode("gates", policies -> policies.withGates(List.of("Mains")), "\"Mains\"", "name of a gate");
        Retry uneven = new Retry(3, Duration.ofMillis(1500), YEAR);
        refusesInCode("retry", policies -> policies.withRetry(uneven), "PT1.5S", "whole seconds");
    }

    private void refusesInCode(String property, UnaryOperator<JobPolicies> policy, String... why) {
        assertThatThrownBy(() -> codec.check(policy.apply(JobPolicies.DEFAULTS)))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.property()).isEqualTo(property))
                .hasMessageContaining("\"" + property + "\"")
                .hasMessageContainingAll(why);
    }

    @Test
    void writesWhatIsNotUsualInTypesThatFormsKnow() {
        JobPolicies policies = JobPolicies.DEFAULTS
                .withMisfire(Misfire.ALL, 5)
                .withOverlap(Overlap.PARALLEL)
                .withTimeout(Duration.ofMinutes(90))
                .withRetry(new Retry(3, Duration.ofSeconds(10), Duration.ofMinutes(10)))
                .withPriority(-7)
                .withConcurrency(2)
                .withGates(List.of("network eth0", "mains"))
                .withDefer(Duration.ofDays(1));

        Map<String, Object> written = PolicyCodec.write(policies);
        assertThat(written.remove("gates")).isEqualTo(new String[] {"network eth0", "mains"});
        assertThat(written)
                .isEqualTo(Map.of(
                        "misfire", "all",
                        "misfire.limit", 5,
                        "overlap", "parallel",
                        "timeout", "90 minutes",
                        "retry", "3 from 10 seconds to 10 minutes",
                        "priority", -7,
                        "concurrency", 2,
                        "defer", "1 day"));
        assertThat(PolicyCodec.write(JobPolicies.DEFAULTS.withDelivery(Delivery.AT_MOST_ONCE)))
                .isEqualTo(Map.of("delivery", "at-most-once"));
    }

    @Test
    void whateverIsWrittenReadsTheSame() {
        long first = Long.getLong("reveille.seed", 20270101L);
        for (long seed = first; seed < first + 2000; seed++) {
            Random random = new Random(seed);
            JobDefinition definition = definitions.check(definition(random(random)));

            String with = "with -Dreveille.seed=" + seed;
            Map<String, Object> written = DefinitionCodec.write(definition);
            assertThat(definitions.read(written)).as(with).isEqualTo(definition);
            assertThat(DefinitionCodec.hash(definitions.read(written)))
                    .as(with)
                    .isEqualTo(DefinitionCodec.hash(definition));
            Map<String, Object> form = new HashMap<>(written); // where all is text
            form.replaceAll((property, value) -> value instanceof Integer ? value.toString() : value);
            assertThat(definitions.read(form)).as(with).isEqualTo(definition);
        }
    }

    private static JobPolicies random(Random random) {
        boolean gates = random.nextBoolean();
        Delivery delivery = any(random, Delivery.values());
        return new JobPolicies(
                any(random, Misfire.values()),
                random.nextBoolean() ? JobPolicies.MISFIRE_LIMIT : 1 + random.nextInt(1000),
                any(random, Overlap.values()),
                delivery,
                maybe(random),
                delivery == Delivery.AT_MOST_ONCE ? Retry.NONE : retry(random),
                random.nextInt(201) - 100,
                random.nextInt(65),
                gates ? conditions(random) : List.of(),
                gates ? maybe(random) : Optional.empty());
    }

    private static Retry retry(Random random) {
        Duration one = span(random);
        Duration other = span(random);
        boolean less = one.compareTo(other) < 0;
        int attempts = random.nextInt(Retry.MOST + 1);
        return random.nextBoolean() ? Retry.of(attempts) : new Retry(attempts, less ? one : other, less ? other : one);
    }

    private static List<String> conditions(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(10))
                .mapToObj(i -> "gate-" + i + any(random, new String[] {"", " eth0", " above  30 % \"of\" ü"}))
                .toList();
    }

    private static Optional<Duration> maybe(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(span(random));
    }

    private static Duration span(Random random) {
        long[] units = {1, 60, 3600, 86_400};
        long unit = units[random.nextInt(units.length)];
        return Duration.ofSeconds(unit * (1 + random.nextInt((int) (YEAR.toSeconds() / unit))));
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    @Test
    void theHashFollowsEachPolicy() {
        JobPolicies none = JobPolicies.DEFAULTS;
        List<JobPolicies> all = List.of(
                none,
                none.withMisfire(Misfire.ALL, 100),
                none.withMisfire(Misfire.ONCE, 5),
                none.withOverlap(Overlap.QUEUE),
                none.withDelivery(Delivery.AT_MOST_ONCE),
                none.withTimeout(Duration.ofSeconds(5)),
                none.withRetry(Retry.of(5)),
                none.withRetry(new Retry(5, Duration.ofSeconds(5), Retry.LONGEST)),
                none.withPriority(5),
                none.withConcurrency(5),
                none.withGates(List.of("mains")),
                none.withGates(List.of("mains", "network")),
                none.withGates(List.of("mains network")),
                none.withGates(List.of("mains")).withDefer(Duration.ofSeconds(5)));

        Set<String> hashes = new HashSet<>();
        all.forEach(policies -> hashes.add(DefinitionCodec.hash(definition(policies))));
        assertThat(hashes).hasSameSizeAs(all);
    }

    @Test
    void aHandlersServiceSaysThemWithAPrefix() {
        Map<String, Object> service = new HashMap<>();
        service.put("job.handler.name", "upload");
        service.put("job.handler.concurrency", 2);
        service.put("job.schedule", "every hour");
        service.put("job.misfire", "all");
        service.put("job.misfire.limit", 5);
        service.put("job.retry", "3 from 10 seconds");
        service.put("job.priority", 7);
        service.put("job.gates", new String[] {"network eth0"});
        service.put("job.defer", "30 minutes");
        service.put("priority", 1);
        JobHandler handler = context -> JobResult.success();

        Map<String, Object> job = HandlerTracker.read(new FakeReference<>("field", service), Handler.of(handler))
                .orElseThrow()
                .job();

        assertThat(UnknownProperties.among(job)).as("nothing to warn of").isEmpty();
        assertThat(definitions.read(job).policies())
                .isEqualTo(JobPolicies.DEFAULTS
                        .withMisfire(Misfire.ALL, 5)
                        .withRetry(new Retry(3, Duration.ofSeconds(10), Retry.LONGEST))
                        .withPriority(7)
                        .withGates(List.of("network eth0"))
                        .withDefer(Duration.ofMinutes(30)));
    }

    private static JobDefinition definition(JobPolicies policies) {
        return new JobDefinition(
                "poll", Schedule.parse("every minute"), "modbus", Map.of("unit", 3L), new TreeSet<>(), policies);
    }

    private JobPolicies read(String property, Object value) {
        return codec.read(Map.of(property, value));
    }

    private void refuses(String property, Object value, String why) {
        Map<String, Object> properties = new HashMap<>(Map.of(property, value));
        properties.putIfAbsent("gates", "mains");
        assertThatThrownBy(() -> codec.read(properties))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.property()).isEqualTo(property))
                .hasMessageContainingAll("The property \"" + property + "\" cannot be used: \"", why)
                .message()
                .hasSizeLessThan(500);
    }
}

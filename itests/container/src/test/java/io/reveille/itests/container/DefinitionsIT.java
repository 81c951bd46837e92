package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.DefinitionCheck;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** Definitions that cannot be used, or not together; and names that only look as if they could not. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class DefinitionsIT extends ContainerTest {

    private static final String CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫ";

    /** What stands in for a property that shall not be there. */
    private static final Object ABSENT = new Object();

    private record Broken(String property, Object value, String reason) {}

    private static final List<Broken> BROKEN = List.of(
            new Broken("schedule", "every blue moon", "every blue moon"),
            new Broken("schedule", "every day at 25:00", "25"),
            new Broken("schedule", "every day at 10:30 in Mars/Phobos", "Mars/Phobos"),
            new Broken("schedule", "every 0 seconds", "every 0 seconds"),
            new Broken("schedule", "every -5 seconds", "every -5 seconds"),
            new Broken("schedule", "", "schedule"),
            new Broken("schedule", ABSENT, "\"schedule\" is missing"),
            new Broken("handler", ABSENT, "\"handler\" is missing"),
            new Broken("name", ABSENT, "\"name\" is missing"),
            new Broken("name", "", "empty"),
            new Broken("name", 5, "Integer"),
            new Broken("name", "meter/3", "slash"),
            new Broken("name", "bell\u0007", "\\u0007"),
            new Broken("name", "two\nlines", "\\u000a"),
            new Broken("name", "backwards\u202e", "\\u202e"),
            new Broken("name", "n".repeat(10_000), "10000 characters"),
            new Broken("name", CYRILLIC + "12345", "65 characters"),
            new Broken("misfire", "explode", "expected one of once, skip, all"),
            new Broken("overlap", "queu", "did you mean \"queue\"?"),
            new Broken("timeout", "367 days", "366 days"),
            new Broken("retry", 101, "0 to 100 attempts"),
            new Broken("priority", "high", "a whole number from -100 to 100"),
            new Broken("gates", new String[] {"mains", "Network eth0"}, "the name of a gate"),
            new Broken("defer", "2 hours", "no gates"),
            new Broken("args", "[1, 2]", "JSON object"),
            new Broken("args", "{\"unit\": }", "JSON"),
            new Broken("args", "{\"text\": \"" + "x".repeat(17_000) + "\"}", "at most 16384"),
            new Broken("tags", new String[] {"fine", "not/fine"}, "slash"));

    @Test
    public void definitionThatCannotBeUsedIsListedKeptAndTakenUpOnceCorrected() throws Exception {
        int count = 0;
        for (Broken broken : BROKEN) {
            String name = "corrected-" + ++count;
            Map<String, Object> properties = usable(name);
            if (broken.value() == ABSENT) {
                properties.remove(broken.property());
            } else {
                properties.put(broken.property(), broken.value());
            }
            Configuration definition = gateway.configure(properties);
            Map<String, Object> before = properties(definition);
            long changes = definition.getChangeCount();

            BrokenDefinition listed = gateway.broken(definition.getPid());
            assertThat(listed.reason())
                    .as(broken.toString())
                    .contains(broken.reason())
                    .hasSizeLessThan(1000);
            assertThat(listed.properties()).containsKeys(properties.keySet().toArray(new String[0]));
            assertThat(gateway.scheduler().job(name)).isEmpty();
            assertThat(properties(definition)).usingRecursiveComparison().isEqualTo(before);
            assertThat(definition.getChangeCount()).isEqualTo(changes);

            definition.update(new Hashtable<>(usable(name)));
            gateway.job(name);
            assertThat(gateway.brokenNow(definition.getPid())).isEmpty();
        }
        assertThat(gateway.scheduler().jobs()).hasSize(BROKEN.size());
    }

    @Test
    public void brokenDefinitionsAreListedAfterARestartToo() throws Exception {
        Map<String, Object> properties = usable("bad-start");
        properties.put("schedule", "every blue moon");
        Configuration definition = gateway.configure(properties);
        gateway.broken(definition.getPid());
        gateway.restart(Gateway.CORE);
        assertThat(gateway.broken(definition.getPid()).reason()).contains("blue moon");
        definition.delete();
        Gateway.until(
                "nothing is broken any more", () -> gateway.scheduler().broken().isEmpty());
    }

    @Test
    public void jobThatBreaksComesBackAsItWas() throws Exception {
        gateway.handler("breaking", new Recorder());
        Map<String, Object> good = usable("breaking");
        good.put("handler", "breaking");
        Configuration definition = gateway.configure("breaking", good);
        gateway.run("breaking");
        Map<String, Object> bad = new HashMap<>(good);
        bad.put("schedule", "every blue moon");
        definition.update(new Hashtable<>(bad));
        gateway.broken(definition.getPid());
        gateway.untilGone("breaking");
        gateway.restart(Gateway.CORE);
        definition.update(new Hashtable<>(good));
        assertThat(gateway.job("breaking").status().runs()).isEqualTo(1);
    }

    @Test
    public void consoleCanAskBeforeItSaves() throws Exception {
        DefinitionCheck check = gateway.service(DefinitionCheck.class);
        Configuration taken = gateway.configure("taken", usable("taken"));
        gateway.job("taken");
        check.check(Optional.empty(), usable("free"));
        check.check(Optional.of(taken.getPid()), usable("taken"));
        assertRefused("name", () -> check.check(Optional.empty(), usable("taken")));
        assertRefused("name", () -> check.check(Optional.of("io.reveille.job~other"), usable("taken")));
        for (Broken broken : BROKEN) {
            Map<String, Object> properties = usable("free");
            if (broken.value() == ABSENT) {
                properties.remove(broken.property());
            } else {
                properties.put(broken.property(), broken.value());
            }
            assertRefused(broken.property(), () -> check.check(Optional.empty(), properties));
        }
    }

    @Test
    public void codeIsRefusedWhereItStands() throws Exception {
        ScheduleService scheduler = gateway.scheduler();
        assertThatThrownBy(() -> scheduler.schedule("every blue moon")).isInstanceOf(ScheduleSyntaxException.class);
        assertThatThrownBy(() -> scheduler.every(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scheduler.every(-5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scheduler.every().day().in("Mars/Phobos"))
                .isInstanceOf(IllegalArgumentException.class);
        for (String name : List.of("", " ", "meter/3", "bell\u0007", "n".repeat(10_000), CYRILLIC + "12345")) {
            assertRefused("name", () -> scheduler.every(2).hours().named(name));
        }
        assertRefused(
                "handler", () -> scheduler.every(2).hours().named("refused").run("a/b"));
        assertRefused(
                "tags",
                () -> scheduler.every(2).hours().named("refused").tagged("a/b").run("nobody"));
        assertRefused(
                "args",
                () -> scheduler
                        .every(2)
                        .hours()
                        .named("refused")
                        .with(Map.of("at", new Object()))
                        .run("nobody"));
        assertRefused(
                "args",
                () -> scheduler
                        .every(2)
                        .hours()
                        .named("refused")
                        .with(Map.of("nan", Double.NaN))
                        .run("nobody"));
        assertRefused(
                "args",
                () -> scheduler
                        .every(2)
                        .hours()
                        .named("refused")
                        .with(Map.of("text", "x".repeat(17_000)))
                        .run("nobody"));
        assertRefused(
                "schedule",
                () -> scheduler
                        .schedule("once at 2020-01-01T00:00:00Z")
                        .named("refused")
                        .run("nobody"));
        assertThat(scheduler.job("refused")).isEmpty();
        assertThat(gateway.configurations()).isEmpty();
    }

    @Test
    public void scheduleInThePastIsDone() throws Exception {
        Map<String, Object> properties = usable("past");
        properties.put("schedule", "once at 2020-01-01T00:00:00Z");
        gateway.configure("past", properties);
        gateway.job("past", "is done", status -> status.state() == JobState.DONE);
        assertThat(gateway.job("past").status().nextRun()).isEmpty();
        assertThat(gateway.job("past").explain()).contains("runs no more");
    }

    @Test
    public void ofTwoWithOneNameTheOneAtItsOwnAddressCounts() throws Exception {
        Configuration elsewhere = gateway.configure(every("twin", "every 2 hours"));
        gateway.job("twin");
        Configuration canonical = gateway.configure("twin", every("twin", "every 3 hours"));
        assertThat(gateway.broken(elsewhere.getPid()).reason()).contains("twin", canonical.getPid());
        assertThat(schedule("twin")).isEqualTo("every 3 hours");
        assertThat(gateway.scheduler().jobs()).hasSize(1);
        gateway.restart(Gateway.CORE);
        assertThat(schedule("twin")).isEqualTo("every 3 hours");
        assertThat(gateway.broken(elsewhere.getPid()).reason()).contains(canonical.getPid());

        canonical.delete();
        Gateway.until("the other takes its place", () -> schedule("twin").equals("every 2 hours"));
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void ofTwoElsewhereTheSmallerAddressCountsUntilOneIsRenamed() throws Exception {
        Configuration one = gateway.configure(every("double", "every 2 hours"));
        Configuration other = gateway.configure(every("double", "every 3 hours"));
        boolean oneIsSmaller = one.getPid().compareTo(other.getPid()) < 0;
        Configuration unused = oneIsSmaller ? other : one;
        gateway.broken(unused.getPid());
        assertThat(schedule("double")).isEqualTo(oneIsSmaller ? "every 2 hours" : "every 3 hours");
        unused.update(new Hashtable<>(every("single", "every 4 hours")));
        assertThat(schedule("single")).isEqualTo("every 4 hours");
        assertThat(schedule("double")).isEqualTo(oneIsSmaller ? "every 2 hours" : "every 3 hours");
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void nameMayBeAnythingThatCanBeShown() throws Exception {
        gateway.handler("any-name", new Recorder());
        List<String> names = List.of(
                CYRILLIC,
                "a.b",
                "a_b",
                "a b",
                "A.B",
                "A_B",
                "..",
                "~",
                "*",
                "(x=1)",
                "back\\slash",
                "%2F",
                "service.pid",
                "\"quoted\"",
                "<b>bold<b>",
                "${user.home}",
                "日本語のジョブ",
                "😀".repeat(64),
                "İstanbul ıI");
        assertThat(CYRILLIC).hasSize(60);
        for (String name : names) {
            gateway.scheduler().every(2).hours().named(name).run("any-name");
            assertThat(gateway.run(name).job()).isEqualTo(name);
        }
        assertThat(gateway.configurations()).extracting(Configuration::getPid).doesNotHaveDuplicates();
        gateway.stop(Gateway.CORE, Gateway.PERSISTENCE);
        gateway.start(Gateway.CORE, Gateway.PERSISTENCE);
        assertThat(gateway.scheduler().jobs()).hasSize(names.size());
        for (String name : names) {
            assertThat(gateway.job(name).status().runs()).as(name).isEqualTo(1);
            gateway.scheduler().every(2).hours().named(name).run("any-name");
        }
        assertThat(gateway.configurations()).hasSize(names.size());
        assertThat(gateway.job("a.b").cancel()).isTrue();
        assertThat(gateway.scheduler().job("a_b")).isPresent();
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void addressesOfPlainNamesCanBeRead() throws Exception {
        gateway.scheduler().every(2).hours().named("plain-name_1").run("nobody");
        gateway.scheduler().every(2).hours().named("not.plain").run("nobody");
        assertThat(gateway.configuration("plain-name_1").getPid()).isEqualTo("io.reveille.job~plain-name_1");
        assertThat(gateway.configuration("not.plain").getPid()).matches("io\\.reveille\\.job~[0-9a-f]+");
    }

    private String schedule(String job) {
        return gateway.job(job).definition().schedule().toString();
    }

    private static Map<String, Object> usable(String name) {
        return every(name, "every 2 hours");
    }

    private static Map<String, Object> every(String name, String schedule) {
        return new HashMap<>(Map.of("name", name, "schedule", schedule, "handler", "nobody"));
    }

    private static Map<String, Object> properties(Configuration configuration) {
        Dictionary<String, Object> found = configuration.getProperties();
        Map<String, Object> properties = new HashMap<>();
        Collections.list(found.keys()).forEach(key -> properties.put(key, found.get(key)));
        return properties;
    }

    private static void assertRefused(String property, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(JobDefinitionException.class, refusal -> {
            assertThat(refusal.property()).isEqualTo(property);
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(1000);
        });
    }
}

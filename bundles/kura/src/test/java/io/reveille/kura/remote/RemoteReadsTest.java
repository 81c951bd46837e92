package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Battery;
import io.reveille.JobResult;
import io.reveille.PowerForecast;
import io.reveille.PowerForecast.Figures;
import io.reveille.PowerForecast.Stretch;
import io.reveille.PowerService;
import io.reveille.kura.remote.RemoteGateway.Told;
import io.reveille.testing.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that look. */
class RemoteReadsTest {

    private final RemoteGateway gateway = new RemoteGateway();

    @Test
    void allJobsComePageByPageEachOnce() {
        List<String> names = IntStream.range(0, 300)
                .mapToObj(i -> String.format("job-%03d", i))
                .toList();
        names.forEach(gateway::define);

        List<String> seen = new ArrayList<>();
        Told page = gateway.get("jobs", "");
        int pages = 1;
        page.list("jobs").forEach(job -> seen.add(String.valueOf(job.get("name"))));
        while (page.json().containsKey("more")) {
            page = gateway.get("jobs", "{\"after\":\"" + page.json().get("after") + "\"}");
            page.list("jobs").forEach(job -> seen.add(String.valueOf(job.get("name"))));
            pages++;
        }

        assertThat(seen).containsExactlyElementsOf(names);
        assertThat(pages).isBetween(2, 10);
    }

    @Test
    void anExportOfJobsOfAllSizesHasEachOnce() {
        List<String> names = IntStream.range(0, 40)
                .mapToObj(i -> String.format("job-%02d", i))
                .toList();
        for (int i = 0; i < names.size(); i++) {
            String text = "x".repeat(i % 2 == 0 ? 6000 : 200);
            gateway.ask(
                    "PUT",
                    "jobs/" + names.get(i),
                    "{\"schedule\":\"every hour\",\"handler\":\"work\",\"args\":{\"text\":\"" + text + "\"}}");
        }

        List<String> seen = new ArrayList<>();
        Told page = gateway.get("export", "");
        while (true) {
            document(page).forEach(job -> seen.add(String.valueOf(job.get("name"))));
            if (!page.json().containsKey("more")) {
                break;
            }
            page = gateway.get("export", "{\"after\":\"" + page.json().get("after") + "\"}");
        }

        assertThat(seen).containsExactlyElementsOf(names);
    }

    @SuppressWarnings("unchecked") // of objects
    private static List<Map<String, Object>> document(Told page) {
        Map<String, Object> document = (Map<String, Object>) page.json().get("document");
        return (List<Map<String, Object>>)
                Objects.requireNonNull(Objects.requireNonNull(document).get("jobs"));
    }

    @Test
    void anExportOfAJobThatIsNotThereIsRefused() {
        Told told = gateway.get("export", "{\"names\":[\"nobody\"]}");
        assertThat(told.code()).isEqualTo(404);
        assertThat(told.json()).containsEntry("property", "names");
    }

    /** No such job can be made any more; one that was stored before is read. */
    @Test
    void aJobWithMoreTagsThanAnAnswerHoldsComesWithoutThem() {
        gateway.define("a");
        String[] tags = IntStream.range(0, 900)
                .mapToObj(i -> "\uD83D\uDE00".repeat(15) + i)
                .toArray(String[]::new);
        gateway.definitions.put(
                "source", Map.of("name", "b", "schedule", "every hour", "handler", "work", "tags", tags));
        gateway.engine.settle();
        gateway.define("c");

        assertThat(gateway.get("jobs", "").list("jobs"))
                .extracting(job -> job.get("name"))
                .containsExactly("a", "b", "c");
        Told one = gateway.get("jobs/b", "");
        assertThat(one.code()).isEqualTo(200);
        assertThat(String.valueOf(one.json().get("leftOut"))).contains("tags");
    }

    @Test
    void aBrokenDefinitionWithANameOfAnyLengthIsListed() {
        gateway.definitions.put(
                "source", Map.of("name", "n".repeat(70_000), "schedule", "every hour", "handler", "work"));
        gateway.engine.settle();
        assertThat(gateway.get("broken", "").list("broken"))
                .extracting(broken -> broken.get("source"))
                .containsExactly("source");
    }

    @Test
    void aPageIsAsShortAsIsAskedAndOfATag() {
        gateway.define("b");
        gateway.define("a");
        gateway.scheduler().every(2).hours().named("c").tagged("field").run("work");
        gateway.engine.settle();

        Told page = gateway.get("jobs", "{\"limit\":2}");

        assertThat(page.list("jobs")).extracting(job -> job.get("name")).containsExactly("a", "b");
        assertThat(page.json()).containsEntry("more", true).containsEntry("after", "b");
        Told rest = gateway.get("jobs", "{\"after\":\"b\"}");
        assertThat(rest.list("jobs")).extracting(job -> job.get("name")).containsExactly("c");
        assertThat(rest.json()).doesNotContainKeys("more", "after");
        assertThat(gateway.get("jobs", "{\"tag\":\"field\"}").list("jobs"))
                .extracting(job -> job.get("name"))
                .containsExactly("c");
    }

    @Test
    void aPageHoldsUnicodeByItsBytes() {
        for (int i = 0; i < 40; i++) {
            gateway.ask(
                    "PUT",
                    "jobs/ü" + i,
                    "{\"schedule\":\"every hour\",\"handler\":\"work\",\"tags\":[\"" + "€".repeat(60) + "\"]}");
        }
        assertThat(gateway.get("jobs", "").code()).isEqualTo(200);
    }

    @Test
    void aJobIsTheSameByItsNameInTheTopicAndInTheBody() {
        gateway.define("Büro +1");

        Told job = gateway.get("job", "{\"name\":\"Büro +1\"}");

        assertThat(job.json())
                .containsEntry("name", "Büro +1")
                .containsEntry("state", "READY")
                .containsKeys("explain", "definition", "upcoming")
                .doesNotContainKey("history");
        assertThat(gateway.get("jobs/Büro +1", "")).isEqualTo(job);
        assertThat(gateway.get("jobs/Büro +1", "{\"name\":\"Büro +1\"}")).isEqualTo(job);
        assertThat(gateway.get("explain", "{\"name\":\"Büro +1\"}").json())
                .isEqualTo(Map.of(
                        "name", "Büro +1", "explain", gateway.job("Büro +1").explain()));
    }

    @Test
    void aNameInTopicAndBodyIsOne() {
        gateway.define("a");
        Told told = gateway.get("jobs/a", "{\"name\":\"b\"}");
        assertThat(told.code()).isEqualTo(400);
        assertThat(told.json()).containsEntry("property", "name");
        assertThat(gateway.get("job", "").code()).isEqualTo(400);
    }

    @Test
    void aJobThatIsTooLongForAnAnswerComesWithoutItsDefinition() {
        String emoji = "😀".repeat(7000);
        gateway.ask(
                "PUT",
                "jobs/a",
                "{\"schedule\":\"every hour\",\"handler\":\"work\",\"args\":{\"a\":\"" + emoji + "\"}}");

        assertThat(gateway.get("jobs/a", "").json())
                .doesNotContainKey("definition")
                .containsEntry("leftOut", List.of("upcoming", "definition"));
    }

    @Test
    void historyComesPageByPageTheNewestFirst() {
        gateway.result = JobResult.success("done", Map.of("text", "x".repeat(9000)));
        gateway.define("a");
        gateway.engine.advance(Duration.ofMinutes(200));
        List<Object> all = new ArrayList<>();
        gateway.job("a").history().forEach(run -> all.add(run.runId()));
        assertThat(all).hasSizeGreaterThan(15);

        List<Object> seen = new ArrayList<>();
        Told page = gateway.get("jobs/a/history", "");
        page.list("history").forEach(run -> seen.add(run.get("run")));
        assertThat(page.json()).containsEntry("more", true);
        while (page.json().containsKey("more")) {
            page = gateway.get(
                    "history", "{\"name\":\"a\",\"after\":\"" + page.json().get("after") + "\"}");
            page.list("history").forEach(run -> seen.add(run.get("run")));
        }

        assertThat(seen).isEqualTo(all);
        assertThat(gateway.get("jobs/a/history", "{\"after\":\"none\"}").code()).isEqualTo(409);
    }

    @Test
    void whatIsBrokenIsListedByItself() {
        gateway.definitions.put("io.reveille.job.x", Map.of("name", "x", "schedule", "every hour"));
        gateway.engine.settle();

        assertThat(gateway.get("broken", "").list("broken"))
                .singleElement()
                .satisfies(broken -> assertThat(broken)
                        .containsEntry("source", "io.reveille.job.x")
                        .containsEntry("name", "x")
                        .containsKeys("reason", "properties"));
    }

    @Test
    void withoutPowerThereIsNoForecast() {
        Told told = gateway.get("forecast", "");
        assertThat(told.code()).isEqualTo(409);
        assertThat(told.message()).contains("io.reveille.power");
    }

    @Test
    void aForecastComesWithItsStretchesPageByPage() {
        gateway.power = Optional.of(power());

        Told figures = gateway.get("forecast", "{\"days\":3}");
        assertThat(figures.json())
                .containsEntry(
                        "to", ManualScheduler.START.plus(Duration.ofDays(3)).toString())
                .doesNotContainKey("stretches");

        List<Object> seen = new ArrayList<>();
        Told page = gateway.get("forecast", "{\"stretches\":true}");
        page.list("stretches").forEach(stretch -> seen.add(stretch.get("from")));
        while (page.json().containsKey("more")) {
            page = gateway.get(
                    "forecast", "{\"stretches\":true,\"after\":\"" + page.json().get("after") + "\"}");
            page.list("stretches").forEach(stretch -> seen.add(stretch.get("from")));
        }
        assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
        assertThat(gateway.get("forecast", "{\"days\":367}").json()).containsEntry("property", "days");
        assertThat(gateway.get("forecast", "{\"after\":\"soon\"}").json()).containsEntry("property", "after");
    }

    private static PowerService power() {
        return (PowerService) Proxy.newProxyInstance(
                RemoteReadsTest.class.getClassLoader(),
                new Class<?>[] {PowerService.class},
                (proxy, method, arguments) -> forecast((Instant) arguments[0], (int) arguments[1]));
    }

    private static PowerForecast forecast(Instant from, int days) {
        Figures figures = new Figures(1000, Duration.ofHours(1), OptionalDouble.empty());
        Instant to = from.plus(Duration.ofDays(days));
        List<Stretch> stretches = IntStream.range(0, 1000)
                .mapToObj(i -> new Stretch(from.plusSeconds(60L * i), from.plusSeconds(60L * i + 5)))
                .toList();
        return new PowerForecast(from, to, to, Duration.ofSeconds(5), Battery.UNKNOWN, figures, figures, stretches);
    }
}

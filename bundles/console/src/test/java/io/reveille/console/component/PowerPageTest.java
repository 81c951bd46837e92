package io.reveille.console.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.reveille.DeletedJob;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.console.Guard;
import io.reveille.console.Request;
import io.reveille.console.Response;
import io.reveille.console.component.Page.Came;
import io.reveille.console.pages.Services;
import io.reveille.spi.Quarantined;
import io.reveille.testing.ManualScheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's sleep, and what can be brought back: as the console answers, and what counts as work at the gateway. */
class PowerPageTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    private final ManualScheduler gateway = new ManualScheduler(ManualScheduler.START, ZoneId.of("Europe/Rome"));
    private final Page page = new Page(gateway);
    private final FakePower power = new FakePower();

    @BeforeEach
    void sleeps() {
        page.power = Optional.of(power);
    }

    @Test
    void theStatusIsAllThereIs() throws IOException {
        Came came = page.get("api/power");

        assertThat(came.json()).hasToString("""
                {"doing":"awake: <b>a job</b> runs","since":"2026-03-04T10:00:00Z","problem":"",\
                "inhibitors":[{"name":"update","reason":"firmware","since":"2026-03-04T10:00:00Z"},\
                {"name":"operator","reason":"","since":"2026-03-04T10:00:00Z","until":"2026-03-04T10:30:00Z"}],\
                "backend":{"name":"linux","usable":true,"findings":["rtc0"],"failures":1,"givenUp":false,"latency":2},\
                "totals":{"sleeps":12,"foreign":3,"failures":1,"simulated":20,"asleep":18000},\
                "sleeps":[{"start":"2026-03-04T10:00:00Z","slept":600,"end":"ALARM","detail":"","firstJob":"poll","late":3}]}""");
        assertThat(page.get("api/status").json().getAsJsonObject("power")).hasToString("""
                {"doing":"awake: <b>a job</b> runs","since":"2026-03-04T10:00:00Z","problem":"",\
                "inhibitors":[{"name":"update","reason":"firmware","since":"2026-03-04T10:00:00Z"},\
                {"name":"operator","reason":"","since":"2026-03-04T10:00:00Z","until":"2026-03-04T10:30:00Z"}]}""");
    }

    @Test
    void theForecastStartsNow() throws IOException {
        assertThat(page.get("api/forecast?days=7").json()).hasToString("""
                {"from":"2026-03-04T10:00:00Z","to":"2026-03-11T10:00:00Z","awakeEachTime":20,\
                "batched":{"wakeUps":168,"awake":3360},"unbatched":{"wakeUps":1008,"awake":20160}}""");
        assertThat(page.get("api/forecast?stretches=true").json().get("stretches"))
                .hasToString("""
                [{"from":"2026-03-04T10:01:00Z","until":"2026-03-04T10:01:20Z"}]""");
        assertThat(page.get("api/forecast").body()).contains("\"to\":\"2026-03-11T10:00:00Z\"");
    }

    @Test
    void aForecastThatIsCutOffSaysSo() throws IOException {
        power.missing = Duration.ofDays(357);
        assertThat(page.get("api/forecast?days=366").body())
                .contains("\"to\":\"2026-03-13T10:00:00Z\",\"asked\":\"2027-03-05T10:00:00Z\"");
    }

    @Test
    void aBatteryToReckonWith() throws IOException {
        JsonObject forecast =
                page.get("api/forecast?awake=150&asleep=1.5&capacity=12000").json();
        assertThat(forecast.get("battery")).hasToString("""
                {"awake":150.0,"asleep":1.5,"capacity":12000.0}""");
        assertThat(forecast.getAsJsonObject("batched").get("batteryDays").getAsDouble())
                .isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"awake=-1", "asleep=much", "capacity=1e10", "awake=NaN", "capacity=Infinity"})
    void batteriesThatNobodyHas(String figure) throws IOException {
        Came came = page.get("api/forecast?" + figure);
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString())
                .contains("\"" + figure.substring(figure.indexOf('=') + 1) + "\"", "expected a number of 0 to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "367", "400", "week", "1e2"})
    void daysThatNoForecastIsMadeFor(String days) throws IOException {
        Came came = page.get("api/forecast?days=" + days);
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString()).contains("\"" + days + "\"", "expected 1 to 366");
    }

    @Test
    void theGatewayIsKeptAwakeReleasedAndTriedAgainForTheOperator() throws IOException {
        assertThat(done("api/awake", "{\"minutes\": 30, \"reason\": \"a look\"}"))
                .isEqualTo("Kept awake for 30 minutes.");
        assertThat(done("api/release", "{}")).isEqualTo("Released.");
        assertThat(done("api/release", "")).isEqualTo("There was nothing to release.");
        assertThat(done("api/try-again", "{}")).isNotEmpty();
        assertThat(done("api/awake", "{\"minutes\": \"1440\"}")).isEqualTo("Kept awake for 1 day.");

        assertThat(power.asked)
                .filteredOn(each -> !each.equals("active"))
                .containsExactly(
                        "keep PT30M operator [a look]",
                        "release operator",
                        "release operator",
                        "again",
                        "keep PT24H operator []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"minutes\": \"1e3\"} | \"1e3\" is no number of minutes",
                "{\"minutes\": 7.5} | \"7.5\" is no number of minutes",
                "{} | \"minutes\"",
                "{\"minutes\": 1441} | expected up to 24 hours",
                "{\"minutes\": 0} | expected up to 24 hours",
            })
    void timesThatNothingIsKeptAwakeFor(String body, String why) throws IOException {
        Came came = page.post("api/awake", body);
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString()).contains(why);
        assertThat(power.asked).noneMatch(each -> each.startsWith("keep"));
    }

    @Test
    void aReasonHasUpTo200Characters() throws IOException {
        Came came = page.post("api/awake", "{\"minutes\": 5, \"reason\": \"" + "x".repeat(201) + "\"}");
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString()).contains("201 characters", "Nothing was changed");
        assertThat(power.asked).noneMatch(each -> each.startsWith("keep"));

        done("api/awake", "{\"minutes\": 5, \"reason\": \"" + "x".repeat(200) + "\"}");
        assertThat(power.asked).contains("keep PT5M operator [" + "x".repeat(200) + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET api/power", "GET api/forecast", "POST api/awake", "POST api/release"})
    void withoutThePowerBundleItSaysSo(String request) throws IOException {
        page.power = Optional.empty();
        String[] parts = request.split(" ", -1);
        Came came = parts[0].equals("GET") ? page.get(parts[1]) : page.post(parts[1], "{\"minutes\": 5}");
        assertThat(came.status()).isEqualTo(503);
        assertThat(came.json().get("error").getAsString()).contains("io.reveille.power is not installed");
    }

    @Test
    void lookingIsNoWorkAtTheGateway() throws IOException {
        for (String address :
                List.of("api/status", "api/power", "api/forecast", "api/jobs", "api/log", "ui/app.js", "api/nothing")) {
            page.get(address);
        }
        page.ask("GET", "api/awake", "{\"minutes\": 5}");
        assertThat(power.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "none, 1", "same-origin, 1", "same-site, 0", "cross-site, 0"})
    void whoOpensThePageWorksAtTheGatewayAndNotWhoseOtherSiteOpensIt(String site, int expected) throws IOException {
        if (!site.isEmpty()) {
            page.headers.put("Sec-Fetch-Site", site);
        }
        Came came = page.get("");
        assertThat(came.status()).isEqualTo(200);
        assertThat(came.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'self'", "form-action 'none'", "frame-ancestors 'none'");
        assertThat(came.headers()).containsEntry("X-Frame-Options", "DENY");
        assertThat(power.asked).hasSize(expected);
    }

    @Test
    void changesAreWorkAtTheGateway() throws IOException {
        done("api/at-work", "{}");
        assertThat(power.asked).containsExactly("active");
        done("api/awake", "{\"minutes\": 5}");
        assertThat(power.asked).containsExactly("active", "active", "keep PT5M operator []");
    }

    @ParameterizedTest
    @CsvSource({"api/gates?name=poll, cross-site, 403", "api/health, same-site, 403", "api/health, same-origin, 200"})
    void aPageOfAnotherSiteMakesNobodyMeasure(String address, String site, int status) throws IOException {
        page.headers.put("Sec-Fetch-Site", site);
        assertThat(page.get(address).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, ''",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "X-Reveille-Token, guessed"
    })
    void aChangeThatIsRefusedIsNone(String header, String value) throws IOException {
        page.headers.put("Origin", "http://127.0.0.1:8080");
        page.headers.put(Guard.TOKEN, page.get("api/status").json().get("token").getAsString());
        page.headers.put(header, value);
        for (String address : List.of("api/awake", "api/at-work", "api/bring-back")) {
            Came came = page.ask("POST", address, "{\"minutes\": 5, \"name\": \"poll\"}");
            assertThat(came.status()).isEqualTo(403);
            assertThat(came.json().get("error").getAsString()).contains("Nothing was changed");
        }
        assertThat(power.asked).isEmpty();
    }

    @Test
    void whatGoesWrongIsSaidToThePage() throws IOException {
        power.failure = new IllegalStateException("not now");
        assertThat(wrong()).isEqualTo("409 not now");
        power.failure = new IllegalArgumentException("no such thing");
        assertThat(wrong()).isEqualTo("400 no such thing");
        power.failure = new UncheckedIOException("no disk", new IOException());
        assertThat(wrong()).isEqualTo("503 no disk");
        power.failure = new UnsupportedOperationException("a mistake of ours");
        assertThat(wrong()).startsWith("500 ").contains("a mistake of ours");
    }

    private String wrong() throws IOException {
        Came came = page.post("api/try-again", "{}");
        return came.status() + " " + came.json().get("error").getAsString();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200",
        "ui/app.js, 200",
        "api/power, 200",
        "api/nothing, 404",
        "ui/nothing.js, 404",
        "api/awake, 405"
    })
    void aHeadIsAnsweredAsItsGetWouldBe(String address, int status) throws IOException {
        Came came = page.ask("HEAD", address, "");
        assertThat(came.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(came.headers()).isEqualTo(page.get(address).headers());
        }
        assertThat(power.asked).noneMatch(each -> each.startsWith("keep"));
    }

    @Test
    void aJobThatIsGoneIsShownAndBroughtBackByItsName() throws IOException {
        gateway.handler("modbus", context -> JobResult.success());
        gateway.define("poll", "every minute", "modbus").cancel();
        gateway.settle();
        assertThat(page.get("api/deleted").json()).hasToString("""
                {"jobs":[{"name":"poll","how":"CANCELLED","deleted":"2026-03-04T10:00:00Z",\
                "keptUntil":"2026-03-11T10:00:00Z","schedule":"every minute","handler":"modbus"}]}""");

        assertThat(page.post("api/bring-back", "{}").json().get("error").getAsString())
                .contains("\"name\"", "Nothing was changed");
        Came other = page.post("api/bring-back", "{\"name\": \"other\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("error").getAsString()).contains("other");
        assertThat(gateway.scheduler().job("poll")).isEmpty();

        assertThat(done("api/bring-back", "{\"name\": \"poll\"}")).isEqualTo("poll is back.");
        assertThat(gateway.scheduler().job("poll")).isPresent();
        assertThat(page.get("api/deleted").json()).hasToString("{\"jobs\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/deleted", "api/quarantined"})
    void withoutASchedulerItSaysSo(String address) throws IOException {
        page.isStarted = false;
        assertThat(page.get(address).status()).isEqualTo(503);
    }

    @Test
    void deletedJobsAreShownAsTheyAreNamed() throws IOException {
        ScheduleService scheduler = answering(
                "deleted",
                List.of(new DeletedJob(
                        "<poll>", NOW, DeletedJob.How.MISSING, Map.of("schedule", 7), NOW.plusSeconds(604800))));
        assertThat(seen(scheduler, "api/deleted")).isEqualToIgnoringWhitespace("""
                {"jobs":[{"name":"<poll>","how":"MISSING","deleted":"2026-03-04T10:00:00Z",\
                "keptUntil":"2026-03-11T10:00:00Z","schedule":"7","handler":""}]}""");
    }

    @Test
    void textsThatCannotBeReadAreShownUpToTheirShareOfTheMemory() throws IOException {
        int most = (int) (Runtime.getRuntime().maxMemory() / 64);
        ScheduleService scheduler = answering(
                "quarantined",
                List.of(
                        new Quarantined("3A", "the CRC is wrong", "{\"a\": \"</script>\""),
                        new Quarantined("3B", "no end", "x".repeat(most)),
                        new Quarantined("3C", "no beginning", "}")));
        assertThat(seen(scheduler, "api/quarantined")).isEqualToIgnoringWhitespace("""
                {"texts":[
                {"place":"3A","reason":"the CRC is wrong","text":"{\\"a\\": \\"</script>\\""},
                {"place":"3B","reason":"no end","text":"(%1$d characters, left out: of all texts this page shows up to %1$d, \
                as the gateway's memory allows. The command reveille:quarantined FILE writes all of them.)"},
                {"place":"3C","reason":"no beginning","text":"(1 characters, left out: of all texts this page shows up to %1$d, \
                as the gateway's memory allows. The command reveille:quarantined FILE writes all of them.)"}]}""".formatted(most));
    }

    private Services at(ScheduleService scheduler) {
        return (Services) Proxy.newProxyInstance(
                Services.class.getClassLoader(),
                new Class<?>[] {Services.class},
                (proxy, method, arguments) ->
                        method.getName().equals("scheduler") ? scheduler : method.invoke(page, arguments));
    }

    private static ScheduleService answering(String question, Object answer) {
        return (ScheduleService) Proxy.newProxyInstance(
                ScheduleService.class.getClassLoader(),
                new Class<?>[] {ScheduleService.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo(question);
                    return answer;
                });
    }

    private String seen(ScheduleService scheduler, String address) {
        Heard heard = new Heard(new ByteArrayOutputStream());
        ConsoleComponent.router(at(scheduler)).answer(new Look(address), heard);
        return heard.body.toString(StandardCharsets.UTF_8);
    }

    private record Look(String path) implements Request {

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public @Nullable String parameter(String name) {
            return null;
        }

        @Override
        public List<String> parameters(String name) {
            return List.of();
        }

        @Override
        public String user() {
            return "ann";
        }

        @Override
        public String remote() {
            return "192.0.2.1";
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }
    }

    private record Heard(ByteArrayOutputStream body) implements Response {

        @Override
        public void status(int status) {
            assertThat(status).isEqualTo(200);
        }

        @Override
        public void header(String name, String value) {
            // the headers are looked at elsewhere
        }
    }

    private String done(String address, String body) throws IOException {
        Came came = page.post(address, body);
        assertThat(came.status()).as(came.body()).isEqualTo(200);
        return came.json().get("done").getAsString();
    }
}

package io.reveille.console.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.JobResult;
import io.reveille.console.Guard;
import io.reveille.console.component.Page.Came;
import io.reveille.console.pages.HealthSource;
import io.reveille.console.pages.LogFile;
import io.reveille.console.pages.LogLines;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of the console, of a real engine. */
class RouterTest {

    private final ManualScheduler gateway = new ManualScheduler(ManualScheduler.START, ZoneId.of("Europe/Rome"));
    private final Page page = new Page(gateway);

    @BeforeEach
    void jobs() {
        gateway.handler("log", context -> JobResult.success("it ticks"));
        gateway.define("meter", "every 10 minutes", "log");
        gateway.define("report", "every day at 06:30", "log");
        gateway.define("orphan", "every hour", "nobody");
    }

    @Test
    void allJobsInTheOrderOfTheirNames() throws IOException {
        JsonObject list = page.get("api/jobs").json();
        assertThat(names(list)).containsExactly("meter", "orphan", "report");
        assertThat(list.get("all").getAsBoolean()).isTrue();
        assertThat(list.has("more")).isFalse();
        JsonObject meter = list.getAsJsonArray("jobs").get(0).getAsJsonObject();
        assertThat(meter.get("schedule").getAsString()).isEqualTo("every 10 minutes");
        assertThat(meter.get("next").getAsString()).isEqualTo("2026-03-04T10:10:00Z");
        assertThat(meter.get("state").getAsString()).isEqualTo("READY");
    }

    @Test
    void aPageAtATime() throws IOException {
        List<String> names = new ArrayList<>();
        String after = "";
        JsonObject list;
        do {
            list = page.get("api/jobs?limit=2&after=" + after).json();
            names.addAll(names(list));
            after = list.has("more") ? list.get("after").getAsString() : "";
        } while (list.has("more"));
        assertThat(names).containsExactly("meter", "orphan", "report");
        assertThat(names(page.get("api/jobs?tag=none").json())).isEmpty();
    }

    @Test
    void onlyWhatHasChanged() throws IOException {
        String revision = revision("api/jobs");
        assertThat(names(page.get("api/jobs?since=" + revision).json())).isEmpty();
        assertThat(revision("api/jobs?since=" + revision)).isEqualTo(revision);

        gateway.job("report").pause();
        gateway.settle();
        JsonObject paused = page.get("api/jobs?since=" + revision).json();
        assertThat(names(paused)).containsExactly("report");
        assertThat(paused.has("all")).isFalse();

        gateway.advance(Duration.ofMinutes(10));
        gateway.job("orphan").cancel();
        gateway.define("other", "every 3 hours", "log");
        JsonObject later = page.get("api/jobs?since=" + paused.get("revision").getAsString())
                .json();
        assertThat(names(later)).containsExactly("meter", "other");
        assertThat(texts(later.getAsJsonArray("gone"))).containsExactly("orphan");
        JsonObject meter = later.getAsJsonArray("jobs").get(0).getAsJsonObject();
        assertThat(texts(meter.getAsJsonArray("recent"))).containsExactly("SUCCEEDED");
        assertThat(meter.getAsJsonObject("last").get("message").getAsString()).isEqualTo("it ticks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1", "-", "abc-99999999999999999999"})
    void aRevisionOfAnotherStartIsANewBeginning(String since) throws IOException {
        JsonObject list = page.get("api/jobs?since=" + since).json();
        assertThat(list.get("all").getAsBoolean()).isTrue();
        assertThat(names(list)).hasSize(3);
    }

    @Test
    void moreDeletedJobsThanAreRememberedAreANewBeginning() throws IOException {
        String revision = revision("api/jobs");
        for (int i = 0; i <= 1000; i++) {
            gateway.define("short", "every hour", "log").cancel();
            gateway.settle();
        }
        assertThat(page.get("api/jobs?since=" + revision).json().get("all").getAsBoolean())
                .isTrue();
    }

    @Test
    void whatWaitsPastItsTimeIsToldWithoutAnEvent() throws IOException {
        String revision = revision("api/jobs");
        gateway.advance(Duration.ofMinutes(55));
        revision = revision("api/jobs?since=" + revision);
        gateway.handler("late", context -> JobResult.success(""));
        gateway.advance(Duration.ofMinutes(9));
        JsonObject list = page.get("api/jobs?since=" + revision).json();
        assertThat(names(list)).containsExactly("meter", "orphan");
        String told = list.get("revision").getAsString();
        assertThat(names(page.get("api/jobs?since=" + told).json())).isEmpty();
        assertThat(page.get("api/jobs?since=" + told + "&tag=x").status()).isEqualTo(400);
    }

    @Test
    void aJobOfAChainThatAGateKeepsIsAChange() throws IOException {
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link"));
        gateway.scheduler()
                .schedule("after \"meter\"")
                .named("upload")
                .onlyIf("link")
                .run("log");
        gateway.settle();
        String revision = revision("api/jobs");
        gateway.advance(Duration.ofMinutes(10));
        JsonArray changed = page.get("api/jobs?since=" + revision).json().getAsJsonArray("jobs");
        assertThat(changed).hasSize(2);
        assertThat(changed.get(1).getAsJsonObject().get("waiting").getAsString())
                .isEqualTo("no link");

        revision = revision("api/jobs?since=" + revision);
        gateway.advance(Duration.ofMinutes(9));
        assertThat(names(page.get("api/jobs?since=" + revision).json())).isEmpty();
    }

    @Test
    void aHoldForAnotherReasonIsAChange() throws IOException {
        gateway.handler("bad", context -> JobResult.failure("no line"));
        gateway.define("failing", "every minute", "bad");
        gateway.advance(Duration.ofMinutes(6));
        assertThat(gateway.job("failing").status().reason()).contains("quarantined");
        String revision = revision("api/jobs");
        gateway.job("failing").pause();
        gateway.settle();
        JsonObject list = page.get("api/jobs?since=" + revision).json();
        assertThat(list.getAsJsonArray("jobs")
                        .get(0)
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString())
                .isEqualTo("paused");
    }

    @Test
    void anIndexThatHasMissedAnEventIsMadeAnew() throws IOException {
        String revision = revision("api/jobs");
        page.isDeaf = true;
        gateway.job("orphan").cancel();
        gateway.settle();
        page.isDeaf = false;
        assertThat(names(page.get("api/jobs?since=" + revision).json())).isEmpty();
        page.get("api/status");
        page.get("api/status");
        JsonObject list = page.get("api/jobs?since=" + revision).json();
        assertThat(list.get("all").getAsBoolean()).isTrue();
        assertThat(names(list)).containsExactly("meter", "report");
        assertThat(count("jobs")).isEqualTo(2);
        assertThat(count("waiting")).isZero();
    }

    @Test
    void definitionsThatCannotBeUsedAreInTheListWithTheirReason() throws IOException {
        String revision = revision("api/jobs");
        gateway.store("bad", "every blue moon", "log");
        gateway.settle();
        JsonObject list = page.get("api/jobs?since=" + revision).json();
        JsonObject broken = list.getAsJsonArray("broken").get(0).getAsJsonObject();
        assertThat(broken.get("name").getAsString()).isEqualTo("bad");
        assertThat(broken.get("reason").getAsString()).contains("every blue moon");
        assertThat(page.get("api/jobs?since=" + list.get("revision").getAsString())
                        .json()
                        .has("broken"))
                .isFalse();
        assertThat(count("broken")).isEqualTo(1);
    }

    @Test
    void oneJobWithAllThereIs() throws IOException {
        gateway.advance(Duration.ofMinutes(20));
        JsonObject job = page.get("api/job?name=meter").json();
        assertThat(job.get("explain").getAsString()).startsWith("It runs next at 2026-03-04T10:30:00Z");
        assertThat(job.getAsJsonArray("upcoming")).hasSize(10);
        assertThat(job.getAsJsonArray("history")).hasSize(2);
        assertThat(job.getAsJsonObject("definition").get("schedule").getAsString())
                .isEqualTo("every 10 minutes");
        assertThat(job.getAsJsonArray("trail")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString())
                .isEqualTo("DEFINED");
    }

    @Test
    void aRunUnderWaySaysSinceWhenAndWhichAttemptItIs() throws IOException {
        Recorder recorder = new Recorder();
        gateway.asyncHandler("long", recorder.lasting());
        gateway.define("backup", "every 15 minutes", "long");
        gateway.advance(Duration.ofMinutes(18));
        JsonObject job = page.get("api/job?name=backup").json();
        assertThat(job.get("started").getAsString()).isEqualTo("2026-03-04T10:15:00Z");
        assertThat(job.get("attempt").getAsInt()).isEqualTo(1);

        recorder.finish(JobResult.success());
        gateway.settle();
        job = page.get("api/job?name=backup").json();
        assertThat(job.has("started")).isFalse();
        assertThat(job.has("attempt")).isFalse();
    }

    @Test
    void howTheGatesOfAJobStandNow() throws IOException {
        assertThat(page.get("api/gates?name=meter").json().getAsJsonArray("gates"))
                .isEmpty();
        gateway.gate("link", (occurrence, condition) -> new RunGate.Refusal("no link on " + condition));
        gateway.gate("", (occurrence, condition) -> RunGate.Permit.OPEN);
        gateway.scheduler()
                .schedule("every hour")
                .named("upload")
                .onlyIf("link eth0")
                .run("log");

        JsonArray gates = page.get("api/gates?name=upload").json().getAsJsonArray("gates");
        assertThat(gates)
                .hasToString("[{\"gate\":\"\",\"condition\":\"\",\"open\":true,\"reason\":\"\"},"
                        + "{\"gate\":\"link\",\"condition\":\"eth0\",\"open\":false,\"reason\":\"no link on eth0\"}]");
        assertThat(page.get("api/gates?name=nobody").status()).isEqualTo(404);
        assertThat(page.get("api/gates").status()).isEqualTo(400);
    }

    @Test
    void theNewestRunsOfAllJobs() throws IOException {
        gateway.handler("bad", context -> JobResult.failure("no line"));
        gateway.define("failing", "every 15 minutes", "bad");
        gateway.advance(Duration.ofMinutes(30));
        JsonArray runs = page.get("api/runs?limit=3").json().getAsJsonArray("runs");
        assertThat(runs).hasSize(3);
        List<String> starts = StreamSupport.stream(runs.spliterator(), false)
                .map(run -> run.getAsJsonObject().get("start").getAsString())
                .toList();
        assertThat(starts).isSortedAccordingTo((a, b) -> b.compareTo(a));
        JsonArray failures = page.get("api/runs?failures=true").json().getAsJsonArray("runs");
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.getAsJsonObject().get("job").getAsString())
                        .isEqualTo("failing"));
        assertThat(page.get("api/runs?job=report").json().getAsJsonArray("runs"))
                .isEmpty();
    }

    @Test
    void theStripCountsEachJobOnce() throws IOException {
        gateway.handler("bad", context -> JobResult.failure("no line"));
        gateway.define("failing", "every minute", "bad");
        gateway.job("report").pause();
        gateway.advance(Duration.ofMinutes(1));
        assertThat(count("jobs")).isEqualTo(4);
        assertThat(List.of(count("fine"), count("failing"), count("waiting"), count("held"), count("done")))
                .containsExactly(1, 1, 1, 1, 0);
        JsonObject status = page.get("api/status").json();
        assertThat(status.get("user").getAsString()).isEqualTo("ann");
        assertThat(status.getAsJsonObject("next").get("job").getAsString()).isEqualTo("failing");
        assertThat(status.has("power")).isFalse();
    }

    @Test
    void aScheduleAsItIsTyped() throws IOException {
        JsonObject right =
                page.get("api/occurrences?schedule=every+day+at+6:30&n=2").json();
        assertThat(right.get("schedule").getAsString()).isEqualTo("every day at 06:30 in Europe/Rome");
        assertThat(right.get("zone").getAsString()).isEqualTo("Europe/Rome");
        assertThat(texts(right.getAsJsonArray("next"))).containsExactly("2026-03-05T05:30:00Z", "2026-03-06T05:30:00Z");

        Came wrong = page.get("api/occurrences?schedule=every+blue+moon");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("property").getAsString()).isEqualTo("schedule");
        assertThat(wrong.json().get("column").getAsInt()).isEqualTo(7);
        assertThat(page.get("api/occurrences?schedule=every+hour&zone=Nowhere").status())
                .isEqualTo(400);
    }

    @Test
    void allMistakesOfADefinitionAreTold() throws IOException {
        Came wrong = page.post(
                "api/check",
                "{\"definition\": {\"name\": \"x\", \"handler\": \"log\", \"schedule\": \"every blue moon\","
                        + " \"overlap\": \"paralel\"}}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("property").getAsString()).isEqualTo("schedule");
        assertThat(wrong.json().get("column").getAsInt()).isEqualTo(7);
        assertThat(wrong.json().get("error").getAsString()).contains("every blue moon", "paralel");
        List<JsonObject> faults = new ArrayList<>();
        wrong.json().getAsJsonArray("faults").forEach(fault -> faults.add(fault.getAsJsonObject()));
        assertThat(faults)
                .extracting(fault -> fault.get("property").getAsString())
                .containsExactly("schedule", "overlap");
        assertThat(faults.get(1).get("error").getAsString())
                .contains("did you mean \"parallel\"?")
                .doesNotContain("moon");
        assertThat(faults.get(0).get("column").getAsInt()).isEqualTo(7);
    }

    @Test
    void whatComes() throws IOException {
        JsonObject ahead = page.get("api/ahead?hours=1").json();
        JsonArray lanes = ahead.getAsJsonArray("lanes");
        assertThat(lanes).hasSize(1);
        assertThat(lanes.get(0).getAsJsonObject().get("job").getAsString()).isEqualTo("meter");
        assertThat(lanes.get(0).getAsJsonObject().getAsJsonArray("at")).hasSize(5);
        assertThat(lanes.get(0).getAsJsonObject().has("within")).isFalse();

        gateway.define("may be late", "every 30 minutes within 5 minutes", "log");
        lanes = page.get("api/ahead?hours=1").json().getAsJsonArray("lanes");
        assertThat(lanes.get(1).getAsJsonObject().get("within").getAsLong()).isEqualTo(300_000);
    }

    @Test
    void callsWithoutANameAreCountedByBundle() throws IOException {
        gateway.scheduler("field").every(5).minutes().call(() -> {
            throw new IOException("no route");
        });
        gateway.advance(Duration.ofMinutes(10));

        JsonObject calls =
                page.get("api/status").json().getAsJsonArray("calls").get(0).getAsJsonObject();
        assertThat(calls.get("bundle").getAsString()).isEqualTo("field");
        assertThat(calls.get("scheduled").getAsInt()).isEqualTo(1);
        assertThat(calls.get("failures").getAsInt()).isEqualTo(2);
        assertThat(calls.getAsJsonObject("lastFailure").get("message").getAsString())
                .isEqualTo("IOException: no route");
        assertThat(page.get("api/metrics").body())
                .contains(
                        "reveille_calls{bundle=\"field\"} 1\n",
                        "reveille_call_runs_total{bundle=\"field\"} 2\n",
                        "reveille_call_failures_total{bundle=\"field\"} 2\n");
        assertThat(page.get("api/metrics/counts").body())
                .contains("reveille_calls 1\n")
                .doesNotContain("field");
        assertThat(page.get("api/report").body()).contains("\"bundle\":\"field\"");
    }

    @Test
    void figuresForAMonitor() throws IOException {
        gateway.define("a \"quoted\" \\ name", "every 5 minutes", "log");
        gateway.advance(Duration.ofMinutes(10));
        Came came = page.get("api/metrics");
        assertThat(came.headers().get("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(came.body())
                .contains(
                        "# TYPE reveille_jobs gauge\n",
                        "reveille_jobs{state=\"fine\"} 3\n",
                        "reveille_jobs{state=\"waiting\"} 1\n",
                        "# TYPE reveille_job_runs counter\n",
                        "reveille_job_runs_total{job=\"meter\"} 1\n",
                        "reveille_job_runs_total{job=\"a \\\"quoted\\\" \\\\ name\"} 2\n",
                        "reveille_job_next_run_timestamp_seconds{job=\"meter\"} 1772619600.000\n",
                        "reveille_clock_trusted 1\n")
                .endsWith("# EOF\n");
        assertFamiliesStandTogether(came.body());

        String counts = page.get("api/metrics/counts").body();
        assertThat(counts).contains("reveille_runs 3\n").endsWith("# EOF\n");
        assertThat(counts).doesNotContain("meter", "quoted", "report", "orphan", "job=");
    }

    /** A scraper refuses a family whose samples stand apart, or that comes twice. */
    private static void assertFamiliesStandTogether(String text) {
        String family = "";
        List<String> seen = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertThat(seen).doesNotContain(family);
                seen.add(family);
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                assertThat(line).startsWith(family);
            }
        }
    }

    @Test
    void aReportForATicketHoldsNoArgumentsAndNoSecrets() throws IOException {
        gateway.handler("echo", context -> JobResult.success(String.valueOf(context.arguments())));
        gateway.scheduler()
                .schedule("every 5 minutes")
                .named("private")
                .with(Map.of("pin", "argument-1234"))
                .run("echo");
        gateway.store("bad", "every blue moon", "log");
        LogLines log = new LogLines();
        log.add(new LogLines.Line(ManualScheduler.START, "ERROR", "io.reveille.core", "two\nlines"));
        page.log = Optional.of(log);
        gateway.advance(Duration.ofMinutes(10));

        Came came = page.get("api/report");
        assertThat(came.headers().get("Content-Disposition"))
                .isEqualTo("attachment; filename=\"reveille-report-2026-03-04T10-10-00Z.txt\"");
        assertThat(came.body())
                .contains(
                        "io.reveille.core 1.2.3",
                        "\"workers\":4",
                        "private: READY, every 5 minutes, echo, next 2026-03-04T10:15:00Z, 2 runs",
                        "1 definitions that cannot be used",
                        "every blue moon",
                        "ERROR io.reveille.core: two\n    lines\n")
                .doesNotContain("argument-1234", "tell-nobody", "/etc/s");
    }

    @Test
    void thePasswordIsChangedByWhoKnowsTheOldOne() throws IOException {
        String body = "{\"old\": \"one\", \"new\": \"two\"}";
        assertThat(page.post("api/password", body).status()).isEqualTo(503);
        assertThat(page.get("api/status").json().get("password").getAsBoolean()).isFalse();

        List<String> changed = new ArrayList<>();
        page.password = Optional.of((old, another) -> {
            changed.add(old + " " + another);
            return old.equals("one") ? Map.of() : Map.of("old", "That is not it.");
        });
        assertThat(page.get("api/status").json().get("password").getAsBoolean()).isTrue();
        assertThat(done("api/password", body)).startsWith("The password is changed.");
        Came refused = page.post("api/password", body.replace("one", "guessed"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("property").getAsString()).isEqualTo("old");
        assertThat(refused.json().get("error").getAsString()).isEqualTo("That is not it.");
        assertThat(page.post("api/password", "{\"old\": \"one\"}").status()).isEqualTo(400);
        assertThat(changed).containsExactly("one two", "guessed two");
    }

    @Test
    void whatWasLoggedInASpanOfTime() throws IOException {
        assertThat(page.get("api/log").status()).isEqualTo(503);
        LogLines log = new LogLines();
        page.log = Optional.of(log);
        for (int i = 0; i < 1000; i++) {
            Instant at = ManualScheduler.START.plusSeconds(i);
            log.add(new LogLines.Line(at, "WARN", "io.reveille.core", i == 700 ? "x".repeat(5000) : "line " + i));
        }
        JsonObject last = page.get("api/log?n=2").json();
        assertThat(logged(last)).containsExactly("line 998", "line 999");
        assertThat(logged(page.get("api/log?n=400").json())).hasSize(400).startsWith("line 600");
        JsonObject span = page.get("api/log?from=2026-03-04T10:11:39Z&to=2026-03-04T10:11:41Z")
                .json();
        assertThat(logged(span)).hasSize(3).startsWith("line 699").endsWith("line 701");
        assertThat(logged(span).get(1)).hasSize(1000).endsWith("…");
        assertThat(last.get("characters").getAsLong()).isLessThan(20_000);
        assertThat(page.get("api/log?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void theVerdictsOfTheHealthChecksOrThatThereAreNone() throws IOException {
        JsonObject none = page.get("api/health").json();
        assertThat(none.get("there").getAsBoolean()).isFalse();
        assertThat(none.getAsJsonArray("checks")).isEmpty();
        page.health = Optional.of(() -> List.of(new HealthSource.Verdict(
                "Reveille",
                List.of("reveille"),
                "WARN",
                ManualScheduler.START,
                3,
                List.of(new HealthSource.Line("INFO", "3 jobs"), new HealthSource.Line("WARN", "one is held")))));
        assertThat(page.get("api/health").json()).isEqualTo(JsonParser.parseString("""
                {"there": true, "checks": [{"name": "Reveille", "tags": ["reveille"], "status": "WARN",
                  "at": "2026-03-04T10:00:00Z", "millis": 3, "lines": [
                    {"level": "INFO", "text": "3 jobs"}, {"level": "WARN", "text": "one is held"}]}]}"""));
    }

    @Test
    void whatTheLogWasGivenStandsBesideTheStoresBytes(@TempDir Path folder) throws IOException {
        assertThat(storage().has("log")).isFalse();
        Path file = Files.writeString(folder.resolve("gateway.log"), "2026-03-04T09:59:00.000Z WARN it is late\n");
        page.logFile = Optional.of(new LogFile(file, System::nanoTime));
        assertThat(storage().getAsJsonObject("log").toString())
                .isEqualTo("{\"bytes\":" + Files.size(file) + ",\"since\":\"2026-03-04T09:59:00Z\"}");
    }

    private JsonObject storage() throws IOException {
        return page.get("api/status").json().getAsJsonObject("storage");
    }

    private static List<String> logged(JsonObject log) {
        return StreamSupport.stream(log.getAsJsonArray("lines").spliterator(), false)
                .map(line -> line.getAsJsonObject().get("text").getAsString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/jobs?limit=0",
                "api/jobs?limit=x",
                "api/jobs?limit=2001",
                "api/job",
                "api/occurrences",
                "api/occurrences?schedule=every+hour&n=101",
                "api/ahead?hours=169",
            })
    void parametersThatCannotBeUsed(String address) throws IOException {
        Came came = page.get(address);
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, api/nothing, 404",
        "GET, api/job?name=nobody, 404",
        "GET, api/run, 405",
        "POST, api/jobs, 405",
        "GET, nothing, 404",
        "GET, ui/../web/Router.class, 404",
        "GET, ui/%2e%2e/x.js, 404",
        "GET, api/power, 503",
        "DELETE, api/job?name=meter, 405"
    })
    void whatIsNotThere(String method, String address, int status) throws IOException {
        assertThat(page.ask(method, address, "").status()).isEqualTo(status);
    }

    @Test
    void aGatewayWhoseCoreHasNotStartedSaysSo() throws IOException {
        page.isStarted = false;
        Came came = page.get("api/status");
        assertThat(came.status()).isEqualTo(503);
        assertThat(came.json().get("error").getAsString()).contains("not started");
    }

    @Test
    void ordersToAJobAreToldAsTheUsers() throws IOException {
        assertThat(done("api/pause", "{\"name\": \"meter\"}")).isEqualTo("meter is paused.");
        assertThat(done("api/resume", "{\"name\": \"meter\"}")).isEqualTo("meter goes on.");
        assertThat(done("api/run", "{\"name\": \"meter\"}")).isEqualTo("meter runs.");
        assertThat(page.post("api/interrupt", "{\"name\": \"meter\"}").status()).isEqualTo(409);
        assertThat(done("api/delete", "{\"name\": \"meter\"}")).contains("is deleted", "7 days");
        assertThat(gateway.scheduler().job("meter")).isEmpty();
        assertThat(page.get("api/deleted").json().getAsJsonArray("jobs")).hasSize(1);
        assertThat(done("api/bring-back", "{\"name\": \"meter\"}")).isEqualTo("meter is back.");
        JsonArray trail = page.get("api/trail?job=meter").json().getAsJsonArray("trail");
        assertThat(trail.get(1).getAsJsonObject().get("by").getAsString()).isEqualTo("ann (app)");
        assertThat(page.post("api/pause", "{\"name\": \"nobody\"}").status()).isEqualTo(404);
    }

    @Test
    void aRunThatCannotStartIsRefusedWithTheReason() throws IOException {
        gateway.define("lone", "every hour", "nobody's");
        Came came = page.post("api/run", "{\"name\": \"lone\"}");
        assertThat(came.status()).isEqualTo(409);
        assertThat(came.json().get("error").getAsString())
                .isEqualTo("lone does not run: no service offers the handler \"nobody's\".");
        JsonObject all =
                page.post("api/run", "{\"names\": [\"lone\", \"report\"]}").json();
        assertThat(all.get("done").getAsString()).isEqualTo("1 of 2 jobs.");
        assertThat(all.getAsJsonArray("failed").toString()).contains("lone", "no service offers");
    }

    @Test
    void severalAtOnceAndEachForItself() throws IOException {
        JsonObject came = page.post("api/pause", "{\"names\": [\"meter\", \"nobody\", \"report\"]}")
                .json();
        assertThat(came.get("done").getAsString()).isEqualTo("2 of 3 jobs.");
        assertThat(came.getAsJsonArray("failed")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("nobody");
        assertThat(count("held")).isEqualTo(2);
        JsonObject one = page.post("api/interrupt", "{\"names\": [\"meter\"]}").json();
        assertThat(one.get("done").getAsString()).isEqualTo("0 of 1 jobs.");
        assertThat(one.getAsJsonArray("failed")).hasSize(1);
    }

    @Test
    void whoSavesUndoesNothingUnseen() throws IOException {
        String seen = page.get("api/job?name=meter").json().get("version").getAsString();
        String definition =
                "\"definition\": {\"name\": \"meter\", \"schedule\": \"every 7 minutes\", \"handler\": \"log\"}";
        String mine = "{" + definition + ", \"version\": \"" + seen + "\"}";
        assertThat(done("api/save", mine)).isEqualTo("meter is changed.");
        Came late = page.post("api/save", mine.replace("7 minutes", "9 minutes"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("error").getAsString()).contains("changed meanwhile");
        assertThat(gateway.job("meter").definition().schedule()).hasToString("every 7 minutes");
        assertThat(done("api/save", "{" + definition.replace("7", "9") + "}")).isEqualTo("meter is changed.");
    }

    @Test
    void aDefinitionIsCheckedAndSaved() throws IOException {
        String definition =
                "{\"definition\": {\"name\": \"new\", \"schedule\": \"every 2 hours\", \"handler\": \"log\","
                        + " \"args\": {\"message\": \"hi\", \"n\": 3}, \"tags\": [\"a\", \"b\"], \"priority\": 5}, \"new\": true}";
        JsonObject checked = page.post("api/check", definition).json();
        assertThat(checked.get("ok").getAsBoolean()).isTrue();
        assertThat(checked.getAsJsonArray("next")).hasSize(5);
        assertThat(checked.getAsJsonArray("warnings")).isEmpty();
        assertThat(gateway.scheduler().job("new")).isEmpty();

        JsonObject saved = page.post("api/save", definition).json();
        assertThat(saved.get("done").getAsString()).isEqualTo("new is made.");
        assertThat(saved.getAsJsonObject("job").get("name").getAsString()).isEqualTo("new");
        assertThat(gateway.job("new").definition().arguments())
                .containsEntry("message", "hi")
                .containsEntry("n", 3L);
        assertThat(gateway.job("new").definition().policies().priority()).isEqualTo(5);
        Came taken = page.post("api/save", definition);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().get("property").getAsString()).isEqualTo("name");

        String changed = definition.replace("every 2 hours", "every 3 hours").replace(", \"new\": true", "");
        assertThat(page.post("api/check", changed).status()).isEqualTo(200);
        assertThat(done("api/save", changed)).isEqualTo("new is changed.");
        assertThat(gateway.job("new").definition().schedule()).hasToString("every 3 hours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule | every blue moon | schedule",
                "timeout | soon | timeout",
                "misfire | perhaps | misfire",
                "name | a/b | name",
                "args | {} [ | args",
            })
    void aRefusalNamesItsField(String property, String value, String named) throws IOException {
        JsonObject definition = new JsonObject();
        definition.addProperty("name", "new");
        definition.addProperty("schedule", "every hour");
        definition.addProperty("handler", "log");
        definition.addProperty(property, value);
        JsonObject body = new JsonObject();
        body.add("definition", definition);
        for (String address : List.of("api/check", "api/save")) {
            Came came = page.post(address, body.toString());
            assertThat(came.status()).isEqualTo(400);
            assertThat(came.json().get("property").getAsString()).isEqualTo(named);
        }
        assertThat(gateway.scheduler().jobs()).hasSize(3);
    }

    @Test
    void aHandlerThatNobodyOffersIsAWarning() throws IOException {
        String definition =
                "{\"definition\": {\"name\": \"new\", \"schedule\": \"every hour\", \"handler\": \"later\"}}";
        assertThat(page.post("api/check", definition).json().getAsJsonArray("warnings"))
                .hasSize(1);
        assertThat(done("api/save", definition)).contains("new is made.", "\"later\"", "waits");
    }

    @Test
    void aDocumentIsPlannedAndThenTakenIn() throws IOException {
        String document = page.get("api/export").body();
        gateway.job("meter").cancel();
        gateway.settle();
        JsonObject plan = page.post("api/plan", document).json();
        assertThat(plan.getAsJsonArray("items")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString())
                .isEqualTo("NEW");
        assertThat(gateway.scheduler().job("meter")).isEmpty();

        String address = "api/import?plan=" + plan.get("plan").getAsString();
        assertThat(page.post("api/import?plan=other", document).status()).isEqualTo(409);
        gateway.define("meter", "every 7 minutes", "log");
        assertThat(page.post(address, document).status()).isEqualTo(409);
        gateway.job("meter").cancel();
        gateway.settle();
        assertThat(page.post(address, document).status()).isEqualTo(200);
        assertThat(gateway.job("meter").definition().schedule()).hasToString("every 10 minutes");
        assertThat(page.post("api/plan", "{\"jobs\": 7}").status()).isEqualTo(400);
        JsonArray trail = page.get("api/trail").json().getAsJsonArray("trail");
        assertThat(trail.get(0).getAsJsonObject().get("by").getAsString()).isEqualTo("ann (an import)");
    }

    @Test
    void theExportOfSomeJobsIsADocumentThatCanBeTakenIn() throws IOException {
        gateway.whiteboard("carried", "every hour", context -> JobResult.success(), Map.of());
        Came came = page.get("api/export?name=report&name=meter&name=report&state=true");
        assertThat(came.headers().get("Content-Disposition")).startsWith("attachment; ");
        assertThat(names(came.json())).containsExactly("meter", "report");
        assertThat(came.json().getAsJsonArray("jobs").get(0).getAsJsonObject().has("state"))
                .isTrue();
        assertThat(page.post("api/plan", page.get("api/export?name=meter").body())
                        .json()
                        .getAsJsonArray("items"))
                .hasSize(1);

        Came none = page.get("api/export?name=meter&name=nobody");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json().get("error").getAsString()).contains("\"nobody\"");
        Came carried = page.get("api/export?name=carried");
        assertThat(carried.status()).isEqualTo(400);
        assertThat(carried.json().get("error").getAsString()).contains("\"carried\"", "handler's service");
        assertThat(page.get("api/export?name=").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"name\": {}}",
                "1",
                "{\"names\": 3}",
                "{\"names\": [[]]}",
                "{}",
                "{\"name\": \"meter\"} x"
            })
    void aBodyThatCannotBeRead(String body) throws IOException {
        Came came = page.post("api/pause", body);
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("error").getAsString()).contains("Nothing was changed");
    }

    @Test
    void aBodyThatIsNestedWithoutEnd() throws IOException {
        String deep = "[".repeat(30_000) + "]".repeat(30_000);
        assertThat(page.post("api/pause", "{\"name\": " + deep + "}").status()).isEqualTo(400);
        String text = "{\"definition\": {\"name\": \"" + "[{".repeat(20) + "\", \"schedule\": \"every hour\","
                + " \"handler\": \"log\"}}";
        assertThat(page.post("api/check", text).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLarge() throws IOException {
        assertThat(page.post("api/pause", "{\"name\": \"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aPageSendsItsTokenAndNoOtherPageCan() throws IOException {
        String token = page.get("api/status").json().get("token").getAsString();
        page.headers.put("Origin", "http://127.0.0.1:8080");
        page.headers.put(Guard.TOKEN, token);
        assertThat(page.ask("POST", "api/pause", "{\"name\": \"meter\"}").status())
                .isEqualTo(200);

        page.headers.put(Guard.TOKEN, "guessed");
        assertThat(page.ask("POST", "api/resume", "{\"name\": \"meter\"}").status())
                .isEqualTo(403);
        page.headers.remove(Guard.TOKEN);
        assertThat(page.ask("POST", "api/resume", "{\"name\": \"meter\"}").status())
                .isEqualTo(403);
        page.headers.put(Guard.TOKEN, token);
        page.headers.put("Origin", "http://evil.example");
        assertThat(page.ask("POST", "api/resume", "{\"name\": \"meter\"}").status())
                .isEqualTo(403);
        assertThat(count("held")).isEqualTo(1);
    }

    @Test
    void everyAnswerHasThePolicy() throws IOException {
        for (String address : List.of("api/status", "api/nothing", "ui/nothing.js")) {
            assertThat(page.get(address).headers())
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Cache-Control", "no-store")
                    .hasEntrySatisfying(
                            "Content-Security-Policy",
                            policy -> assertThat(policy)
                                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';"));
        }
    }

    @Test
    void whatFailsBeforeItsFirstByteIsARefusalAndWhatFailsLaterDoesNotLookWhole() throws IOException {
        assertThat(page.broken("before").status()).isEqualTo(409);
        assertThat(page.broken("before").json().get("error").getAsString()).isEqualTo("before");
        assertThatThrownBy(() -> page.broken("x".repeat(20_000))).isInstanceOf(IllegalStateException.class);
        assertThat(page.isClosed).isFalse();
    }

    @Test
    void aBrowserThatHasGoneIsNoTrouble() throws IOException {
        page.isGone = true;
        assertThat(page.get("api/jobs").status()).isEqualTo(200);
        page.isGone = false;
        assertThat(names(page.get("api/jobs").json())).hasSize(3);
    }

    @Test
    void anAnswerIsPackedForWhoWantsIt() throws IOException {
        page.headers.put("Accept-Encoding", "gzip, deflate");
        Came came = page.get("api/jobs");
        assertThat(came.headers()).containsEntry("Content-Encoding", "gzip");
        assertThat(names(came.json())).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "gzip;q=0 | false",
                "br, gzip;q=0.5 | true",
                "identity | false",
                "gzip; q=0.0 | false"
            })
    void onlyForWhoWantsIt(String wanted, boolean isPacked) throws IOException {
        page.headers.put("Accept-Encoding", wanted);
        assertThat(page.get("api/zones").headers().containsKey("Content-Encoding"))
                .isEqualTo(isPacked);
    }

    @Test
    void aFileIsSentOnceAsLongAsItIsTheSame() throws IOException {
        Came first = page.get("");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        page.headers.put("If-None-Match", "W/" + first.headers().get("ETag"));
        Came again = page.get("");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void aStepOfTheClockIsNoticedOnce() {
        long[] millis = {0, 0};
        ClockStepWatch steps = new ClockStepWatch(() -> millis[0], () -> millis[1] * 1_000_000);
        millis[0] = millis[1] = 60_000;
        assertThat(steps.hasStepped()).isFalse();
        millis[0] += 900;
        assertThat(steps.hasStepped()).isFalse();
        millis[0] -= 5000;
        assertThat(steps.hasStepped()).isTrue();
        assertThat(steps.hasStepped()).isFalse();
    }

    private int count(String kind) throws IOException {
        return page.get("api/status").json().getAsJsonObject("counts").get(kind).getAsInt();
    }

    private String revision(String address) throws IOException {
        return page.get(address).json().get("revision").getAsString();
    }

    private String done(String address, String body) throws IOException {
        Came came = page.post(address, body);
        assertThat(came.status()).as(came.body()).isEqualTo(200);
        return came.json().get("done").getAsString();
    }

    private static List<String> names(JsonObject list) {
        return StreamSupport.stream(list.getAsJsonArray("jobs").spliterator(), false)
                .map(job -> job.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    private static List<String> texts(JsonArray texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }
}

package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.kura.remote.RemoteGateway.Told;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that all requests have in common: switches, sizes, bodies, repeats, faults. */
@Timeout(60)
class RemoteRequestsTest {

    private static final byte[] NONE = {};

    private final RemoteGateway gateway = new RemoteGateway();

    @Test
    void whatIsSwitchedOffIsRefused() {
        gateway.define("a");
        gateway.switches = new RemoteSwitches(false, true);

        Told told = gateway.get("jobs", "");

        assertThat(told.code()).isEqualTo(409);
        assertThat(told.message()).contains("switched off");
        assertThat(gateway.ask("DEL", "jobs/a", "").code()).isEqualTo(409);
        assertThat(gateway.scheduler().job("a")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT jobs/b",
                "DEL jobs/a",
                "EXEC jobs/a/run",
                "EXEC jobs/a/pause",
                "EXEC jobs/a/resume",
                "EXEC import"
            })
    void readOnlyChangesNothing(String request) {
        gateway.define("a");
        gateway.switches = new RemoteSwitches(true, false);
        String[] parts = request.split(" ", 2);

        Told told = gateway.ask(parts[0], parts[1], "{\"schedule\":\"every hour\",\"handler\":\"work\"}");
        gateway.engine.settle();

        assertThat(told.code()).isEqualTo(409);
        assertThat(told.message()).contains("Writing is not allowed");
        assertThat(gateway.scheduler().jobs()).hasSize(1);
        assertThat(gateway.job("a").history()).isEmpty();
        assertThat(gateway.scheduler().trail("a")).hasSize(1);
        assertThat(gateway.get("jobs", "").code()).isEqualTo(200);
    }

    @Test
    void aRefusalBySwitchIsNotRemembered() {
        gateway.define("a");
        gateway.switches = new RemoteSwitches(true, false);
        assertThat(gateway.ask("r", "EXEC", "jobs/a/run", NONE).code()).isEqualTo(409);
        gateway.switches = new RemoteSwitches(true, true);
        assertThat(gateway.ask("r", "EXEC", "jobs/a/run", NONE).code()).isEqualTo(200);
    }

    @Test
    void aRequestThatComesTwiceDoesItsWorkOnce() {
        gateway.define("a");

        Told first = gateway.ask("r", "EXEC", "jobs/a/run", NONE);
        gateway.engine.settle();
        Told second = gateway.ask("r", "EXEC", "jobs/a/run", NONE);
        gateway.engine.settle();

        assertThat(second).isEqualTo(first);
        assertThat(gateway.job("a").history()).hasSize(1);
        assertThat(gateway.ask("s", "EXEC", "jobs/a/run", NONE)).isNotEqualTo(first);
    }

    @Test
    void aRefusalComesTwiceToo() {
        Told first = gateway.ask("r", "DEL", "jobs/a", NONE);
        gateway.define("a");

        assertThat(first.code()).isEqualTo(404);
        assertThat(gateway.ask("r", "DEL", "jobs/a", NONE)).isEqualTo(first);
        assertThat(gateway.scheduler().job("a")).isPresent();
    }

    @Test
    void anotherRequestOfTheSameIdIsNoRepeat() {
        gateway.define("a");
        gateway.ask("r", "EXEC", "jobs/a/pause", NONE);

        Told other = gateway.ask("r", "EXEC", "jobs/a/resume", NONE);
        Told body = gateway.ask("r", "EXEC", "jobs/a/pause", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(other.code()).isEqualTo(409);
        assertThat(other.message()).contains("\"r\"").contains("\"console\"");
        assertThat(body.code()).isEqualTo(409);
    }

    @Test
    void whoLooksNeedsNoNewId() {
        gateway.define("a");
        gateway.ask("r", "GET", "jobs/a", NONE);
        assertThat(gateway.ask("r", "GET", "jobs/a/explain", NONE).code()).isEqualTo(200);
    }

    @Test
    void onlyTheLastAreRemembered() {
        gateway.define("a");
        Told first = gateway.ask("r", "EXEC", "jobs/a/run", NONE);
        for (int i = 0; i < Repeats.MOST; i++) {
            assertThat(gateway.ask("r", "EXEC", "jobs/a/run", NONE)).isEqualTo(first);
            gateway.ask("EXEC", "jobs/a/pause", "");
        }
        assertThat(gateway.ask("r", "EXEC", "jobs/a/run", NONE)).isNotEqualTo(first);
    }

    @Test
    void aRepeatThatComesWhileTheWorkIsDoneWaitsForItsAnswer() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Repeats repeats = new Repeats(Duration.ofMinutes(1));
        RemoteRequest request = new RemoteRequest("EXEC", List.of("import"), NONE, "console", "r");
        CompletableFuture<RemoteAnswer> first = CompletableFuture.supplyAsync(() -> repeats.once(request, () -> {
            done.incrementAndGet();
            begun.countDown();
            await().until(() -> goOn.getCount() == 0);
            return RemoteAnswer.ok("{}");
        }));
        begun.await();
        AtomicInteger asking = new AtomicInteger();
        CompletableFuture<RemoteAnswer> second = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            asking.incrementAndGet();
            second.complete(repeats.once(request, () -> {
                done.incrementAndGet();
                return RemoteAnswer.ok("{}");
            }));
        });
        thread.start();
        await().until(() -> asking.get() == 1 && thread.getState() == Thread.State.TIMED_WAITING);

        goOn.countDown();

        assertThat(second.get()).isEqualTo(first.get());
        assertThat(done.get()).isEqualTo(1);
    }

    @Test
    void aRepeatWaitsForNoLongWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Repeats repeats = new Repeats(Duration.ofMillis(20));
        RemoteRequest request = new RemoteRequest("EXEC", List.of("import"), NONE, "console", "r");
        CompletableFuture<RemoteAnswer> first = CompletableFuture.supplyAsync(() -> repeats.once(request, () -> {
            begun.countDown();
            await().until(() -> goOn.getCount() == 0);
            return RemoteAnswer.ok("{}");
        }));
        begun.await();

        assertThatThrownBy(() -> repeats.once(request, () -> RemoteAnswer.ok("{\"twice\":true}")))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("still at work");

        goOn.countDown();
        RemoteAnswer done = first.get();
        assertThat(repeats.once(request, () -> RemoteAnswer.ok("{\"twice\":true}")))
                .isEqualTo(done);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET ", "GET jbos", "GET jobs/a/b", "GET jobs/a/explain/more", "POST jobs/a", "EXEC jobs/a"})
    void whatThereIsNotIsNotFound(String request) {
        String[] parts = request.split(" ", 2);
        Told told = gateway.ask(parts[0], parts[1], "");
        assertThat(told.code()).isEqualTo(404);
        assertThat(told.message()).contains('"' + request + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "7",
                "{\"limit\":2}{}",
                "{\"limit\":2,\"limit\":2}",
                "{\"limit\":null}",
                "{\"limit\":0}",
                "{\"limit\":\"2\"}",
                "{\"lmit\":2}",
                "{\"after\":3}",
                "{"
            })
    void aBodyThatIsNotWhatIsExpectedIsRefused(String body) {
        Told told = gateway.get("jobs", body);
        assertThat(told.code()).isEqualTo(400);
        assertThat(told.message()).startsWith("The body of the request ").endsWith(" Nothing was done.");
    }

    @Test
    void aFieldAtFaultIsNamed() {
        assertThat(gateway.get("jobs", "{\"lmit\":2}").json()).containsEntry("property", "lmit");
        assertThat(gateway.get("forecast", "{\"stretches\":1}").json()).containsEntry("property", "stretches");
        assertThat(gateway.get("export", "{\"names\":[1]}").json()).containsEntry("property", "names");
    }

    @Test
    void aBodyThatIsNoTextIsRefused() {
        byte[] latin = "{\"name\":\"Büro\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(gateway.ask("r", "GET", "job", latin).message()).contains("is not UTF-8");
    }

    @Test
    void noBodyIsAnEmptyOne() {
        assertThat(gateway.ask("r", "GET", "jobs", null).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET jobs", "PUT jobs/a", "EXEC import"})
    void aBodyOfAMegabyteIsRefused(String request) {
        String[] parts = request.split(" ", 2);
        Told told = gateway.ask("r", parts[0], parts[1], new byte[1024 * 1024]);
        assertThat(told.code()).isEqualTo(400);
        assertThat(told.message()).contains("1048576 bytes").contains("at most");
    }

    @Test
    void aFaultOfOursIsAnAnswerToo() {
        ScheduleService faulty = (ScheduleService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduleService.class}, (proxy, method, arguments) -> {
                    throw new ArithmeticException("for the test");
                });
        JobTransfer transfer = gateway.engine.transfer();
        RemoteRequests requests = new RemoteRequests(
                () -> new RemoteSwitches(true, true), faulty, transfer, Optional::empty, () -> Instant.EPOCH);

        Told read = RemoteGateway.ask(requests, "r", "GET", "jobs", NONE);
        Told write = RemoteGateway.ask(requests, "r", "EXEC", "jobs/a/run", NONE);

        assertThat(read.code()).isEqualTo(500);
        assertThat(write.code()).isEqualTo(500);
        assertThat(read.message()).contains("ArithmeticException");
    }

    @Test
    void whenTheSchedulerHasStoppedThatIsSaid() {
        gateway.define("a");
        gateway.engine.stop();
        assertThat(gateway.get("jobs", "").code()).isEqualTo(409);
    }
}

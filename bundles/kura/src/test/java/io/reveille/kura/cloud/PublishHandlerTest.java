package io.reveille.kura.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.JobDefinitionException;
import io.reveille.JobResult;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.spi.RunGate;
import io.reveille.testing.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to Kura's publishers, by the real engine on a clock that a test turns. */
class PublishHandlerTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final FakePublisher publisher = new FakePublisher();
    private final List<CompletableFuture<Void>> limited = new ArrayList<>();
    private final List<String> stays = new ArrayList<>();
    private final Outbox outbox = new Outbox(
            () -> stays.add("awake"), () -> stays.add("may sleep"), limited::add, () -> ManualScheduler.START);

    @BeforeEach
    void offer() {
        outbox.addPublisher(publisher, Map.of(ConfigurationService.KURA_SERVICE_PID, "to-the-cloud"));
        gateway.asyncHandler("publish", new PublishHandler(outbox));
        gateway.handler(
                "meter",
                context -> JobResult.success(
                        "read", Map.of("volts", 229.5, "phases", List.of(1, 2), "ok", true, "unit", "V", "count", 3)));
    }

    private Job publish(Map<String, ?> arguments) {
        return gateway.scheduler()
                .schedule("every day at 03:00")
                .named("publish")
                .with(arguments)
                .run("publish");
    }

    private RunReport run(Map<String, ?> arguments) {
        CompletableFuture<RunReport> report = publish(arguments).trigger().toCompletableFuture();
        gateway.settle();
        return report.getNow(null);
    }

    private KuraPayload last() {
        return publisher.published.get(publisher.published.size() - 1).getPayload();
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // Kura has one
    void theDataOfTheJobBeforeItGoesOutWithWhatTheArgumentsSay() {
        gateway.scheduler().schedule("every day at 03:00").named("meter").run("meter");
        Job job = gateway.scheduler()
                .schedule("after \"meter\"")
                .named("publish")
                .with(Map.of("publisher", "to-the-cloud", "data", Map.of("site", "hall", "unit", "volt"), "body", "ä"))
                .run("publish");
        gateway.advance(Duration.ofDays(1));

        assertThat(last().metrics())
                .isEqualTo(Map.of(
                        "volts", 229.5, "phases", "[1,2]", "ok", true, "unit", "volt", "count", 3L, "site", "hall"));
        assertThat(last().getBody()).isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
        RunReport report = job.status().lastRun().orElseThrow();
        assertThat(last().getTimestamp()).isEqualTo(Date.from(report.startTime()));
        assertThat(report.message()).isEqualTo("published by to-the-cloud");
        assertThat(report.data()).isEqualTo(Map.of("id", "m1"));
    }

    @Test
    void withoutAConfirmationARunIsOverAndItsMessageKeepsTheGatewayAwakeUntilItIsConfirmed() {
        assertThat(run(Map.of("body", "x")).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(stays).containsExactly("awake");
        assertThat(done()).isInstanceOf(RunGate.Refusal.class);
        run(Map.of("body", "y"));
        publisher.confirm("somebody else's");
        publisher.confirm("m1");
        assertThat(stays).containsExactly("awake");
        publisher.confirm("m2");
        assertThat(stays).containsExactly("awake", "may sleep");
        assertThat(done()).isEqualTo(RunGate.Permit.OPEN);
    }

    private RunGate.Answer done() {
        return new PublishingGate(outbox).ask(new RunGate.Occurrence("any", ManualScheduler.START), "done");
    }

    @Test
    void ifThatIsWantedARunEndsWhenItsMessageIsConfirmed() {
        Job job = publish(Map.of("body", "x", "confirm", true));
        CompletableFuture<RunReport> report = job.trigger().toCompletableFuture();
        gateway.settle();
        assertThat(report).isNotDone();
        publisher.confirm("m1");
        gateway.settle();
        assertThat(report.join().message()).isEqualTo("published by to-the-cloud and confirmed");
    }

    @Test
    void aConfirmationThatComesBeforeTheIdCounts() {
        publisher.isFast = true;
        assertThat(run(Map.of("body", "x", "confirm", true)).message()).contains("and confirmed");
        assertThat(outbox.underWay()).isZero();
    }

    @Test
    void anIdThatWasConfirmedForSomebodyElseBeforeIsNotTakenForOurs() {
        publisher.confirm("m1");
        assertThat(run(Map.of("body", "x", "confirm", true))).isNull();
        assertThat(outbox.underWay()).isEqualTo(1);
    }

    @Test
    void aConfirmationThatDoesNotComeIsNotWaitedForForEver() {
        CompletableFuture<RunReport> report =
                publish(Map.of("body", "x", "confirm", true)).trigger().toCompletableFuture();
        gateway.settle();
        limited.get(0).completeExceptionally(new TimeoutException());
        gateway.settle();
        assertThat(report.join().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.join().message())
                .isEqualTo("published by to-the-cloud and not confirmed: no confirmation within 5 minutes; Kura may"
                        + " deliver it all the same");
        assertThat(stays).containsExactly("awake", "may sleep");
        publisher.confirm("m1"); // late
        assertThat(outbox.underWay()).isZero();
    }

    @Test
    void aPublisherThatGoesTakesItsMessagesAlong() {
        CompletableFuture<RunReport> report =
                publish(Map.of("body", "x", "confirm", true)).trigger().toCompletableFuture();
        gateway.settle();
        outbox.removePublisher(publisher);
        gateway.settle();
        assertThat(report.join().message()).contains("not confirmed: its publisher has gone");
        assertThat(publisher.listeners).isEmpty();
        assertThat(outbox.underWay()).isZero();
    }

    @Test
    void aPublisherThatGoesWhileItTakesAMessageTakesThatAlong() {
        publisher.meanwhile = () -> outbox.removePublisher(publisher);
        assertThat(run(Map.of("body", "x", "confirm", true)).message())
                .contains("not confirmed: its publisher has gone");
        assertThat(outbox.underWay()).isZero();
        assertThat(stays).isEmpty();
    }

    @Test
    void nothingIsOnItsWayAfterAStopInTheMiddle() {
        publisher.meanwhile = outbox::stop;
        run(Map.of("body", "x"));
        assertThat(outbox.underWay()).isZero();
    }

    @Test
    void whatCannotBePublishedFailsAndSaysWhy() {
        assertThat(run(Map.of("publisher", "nobody", "body", "x")).message())
                .isEqualTo("there is no publisher \"nobody\" in Kura; there are: to-the-cloud");
        assertThat(run(Map.of()).message()).startsWith("there is nothing to publish");
        publisher.isFull = true;
        assertThat(run(Map.of("body", "x")).message()).startsWith("not published: ");
        publisher.isFull = false;
        publisher.confirms = false;
        assertThat(run(Map.of("body", "x")).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
        assertThat(run(Map.of("body", "x", "confirm", true)).message()).contains("quality of service is 0");
        outbox.addPublisher(new FakePublisher(), Map.of(ConfigurationService.KURA_SERVICE_PID, "another"));
        assertThat(run(Map.of("body", "x")).message()).contains("Kura has several: another, to-the-cloud");
        assertThat(outbox.underWay()).isZero();
    }

    @Test
    void argumentsAreCheckedWhenAJobIsMade() {
        assertThatThrownBy(() -> publish(Map.of("confirm", "maybe")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("argument confirm is \"maybe\"");
        assertThatThrownBy(() -> publish(Map.of("topic", "x")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("topic");
    }
}

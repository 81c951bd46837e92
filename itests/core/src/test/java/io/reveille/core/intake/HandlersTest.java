package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.testing.internal.FakeReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.slf4j.impl.StaticLoggerBinder;

class HandlersTest {

    private final Handlers handlers = new Handlers();

    @Test
    void theBestRankingServesThenTheOldest() {
        Offer old = read(reference(Map.of(), 0));
        Offer young = read(reference(Map.of(), 0));
        Offer high = read(reference(Map.of(), 5));
        handlers.add(young);
        handlers.add(old);
        assertThat(handlers.find("scan")).containsSame(old.handler());
        handlers.add(high);
        assertThat(handlers.find("scan")).containsSame(high.handler());

        handlers.remove(high);
        handlers.remove(old);
        assertThat(handlers.find("scan")).containsSame(young.handler());
        handlers.remove(young);
        assertThat(handlers.find("scan")).isEmpty();
    }

    @Test
    void aHandlerWhoseRankingHasChangedGoesLikeAnother() {
        FakeReference<Object> changing = reference(Map.of(), 5);
        Offer first = read(changing);
        Offer second = read(reference(Map.of(), 3));
        Offer third = read(reference(Map.of(), 1));
        handlers.add(first);
        handlers.add(second);
        handlers.add(third);
        changing.set(Constants.SERVICE_RANKING, -9);

        handlers.remove(first);
        handlers.remove(second);
        handlers.remove(third);

        assertThat(handlers.find("scan")).isEmpty();
    }

    @Test
    void aServiceWithoutAUsableNameIsNoHandler() {
        for (Object name : new Object[] {"", "  ", 7}) {
            assertThat(HandlerTracker.read(new FakeReference<>("field", Map.of("job.handler", name)), handler()))
                    .isEmpty();
        }
        assertThat(HandlerTracker.read(new FakeReference<>("field", Map.of()), handler()))
                .isEmpty();
    }

    @Test
    void theAnnotationNamesItToo() {
        Offer offer = HandlerTracker.read(new FakeReference<>("field", Map.of("job.handler.name", "scan")), handler())
                .orElseThrow();

        assertThat(offer.name()).isEqualTo("scan");
        assertThat(offer.isJob()).isFalse();
        assertThat(offer.bundle()).isEqualTo("field");
    }

    @Test
    void withAScheduleItIsAJobNamedAsTheHandler() {
        Offer offer = read(
                reference(Map.of("job.schedule", "every minute", "job.args", "{}", "job.name", "", "other", 1), 0));

        assertThat(offer.isJob()).isTrue();
        assertThat(offer.job())
                .containsEntry("name", "scan")
                .containsEntry("handler", "scan")
                .containsEntry("schedule", "every minute")
                .containsEntry("args", "{}")
                .doesNotContainKey("other");
        assertThat(read(reference(Map.of("job.schedule", "every minute", "job.name", "mine"), 0))
                        .job())
                .containsEntry("name", "mine");
    }

    @Test
    void messagesNameTheComponentAndItsBundle() {
        assertThat(offer(Map.of(
                                "job.handler",
                                "scan",
                                "component.name",
                                "com.example.Scan",
                                Constants.SERVICE_ID,
                                127L))
                        .label())
                .isEqualTo("com.example.Scan (service 127) of bundle field");
        assertThat(offer(Map.of("job.handler", "scan", Constants.SERVICE_ID, 128L))
                        .label())
                .isEqualTo("service 128 of bundle field");
    }

    @Test
    void aJobByAnnotationWithoutAHandlersNameIsToldOfTheAnnotation() {
        assertThat(warningsOf(Map.of("job.schedule", "every hour", "component.name", "com.example.Scan")))
                .singleElement()
                .asString()
                .contains("com.example.Scan", "@ScheduledJob", "@JobHandlerName");
        assertThat(warningsOf(Map.of("component.name", "com.example.Scan")))
                .singleElement()
                .asString()
                .contains("job.handler")
                .doesNotContain("@ScheduledJob");
    }

    @Test
    void theRevisionIsThatOfTheBundleOfTheHandlerThatServes() {
        Handlers handlers = new Handlers();
        assertThat(handlers.revision("scan")).isEmpty();

        Offer before = offer(Map.of("job.handler", "scan", FakeReference.UPDATED, 1L));
        handlers.add(before);
        String first = handlers.revision("scan");
        handlers.remove(before);
        handlers.add(offer(Map.of("job.handler", "scan", FakeReference.UPDATED, 1L)));
        assertThat(handlers.revision("scan")).as("started again").isEqualTo(first);
        handlers.add(offer(Map.of("job.handler", "scan", FakeReference.UPDATED, 2L, Constants.SERVICE_RANKING, 1)));
        assertThat(handlers.revision("scan")).isNotEqualTo(first);
    }

    private static Offer offer(Map<String, Object> properties) {
        return HandlerTracker.read(new FakeReference<>("field", properties), handler())
                .orElseThrow();
    }

    private static List<String> warningsOf(Map<String, Object> properties) {
        List<String> lines = new ArrayList<>();
        StaticLoggerBinder.tell(lines::add);
        try {
            assertThat(HandlerTracker.read(new FakeReference<>("field", properties), handler()))
                    .isEmpty();
        } finally {
            StaticLoggerBinder.tell(line -> {});
        }
        return lines.stream()
                .filter(line -> line.startsWith("warn The handler"))
                .toList();
    }

    private static Offer read(FakeReference<Object> reference) {
        return HandlerTracker.read(reference, handler()).orElseThrow();
    }

    private static FakeReference<Object> reference(Map<String, ?> more, int ranking) {
        FakeReference<Object> reference = new FakeReference<>("field", more);
        reference.set("job.handler", "scan");
        reference.set(Constants.SERVICE_RANKING, ranking);
        return reference;
    }

    private static Handler handler() {
        JobHandler handler = context -> JobResult.success();
        return Handler.of(handler);
    }
}

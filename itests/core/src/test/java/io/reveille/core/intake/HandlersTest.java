package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.testing.internal.FakeReference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

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

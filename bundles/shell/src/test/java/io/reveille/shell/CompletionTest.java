package io.reveille.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final Completion completion = new Completion(() -> scheduler);

    @BeforeEach
    void someJobs() {
        scheduler.schedule("every hour").named("poll").tagged("field", "daily").run("scan");
        scheduler.schedule("every hour").named("night upload").tagged("daily").run("send");
    }

    private List<String> next(Usage usage, String... before) {
        return completion.next(usage, List.of(before), "");
    }

    @Test
    void jobsAreProposedWhereANameIsExpected() {
        assertThat(next(Usage.EXPLAIN)).containsExactly("night upload", "poll");
        assertThat(next(Usage.RUN)).containsExactly("night upload", "poll");
        assertThat(next(Usage.RUN, "--wait")).containsExactly("night upload", "poll");
        assertThat(next(Usage.EXPORT)).as("a file").containsExactly("--state");
        assertThat(next(Usage.EXPORT, "jobs.json", "poll")).containsExactly("night upload", "poll");
        assertThat(next(Usage.EXPLAIN, "poll")).isEmpty();
    }

    @Test
    void deletedJobsAreProposedToBeBroughtBack() {
        assertThat(next(Usage.BRING_BACK)).isEmpty();

        scheduler.job("poll").orElseThrow().cancel();

        assertThat(next(Usage.BRING_BACK)).containsExactly("poll");
        assertThat(next(Usage.EXPLAIN)).containsExactly("night upload");
    }

    @Test
    void behindAnOptionItsValuesAreProposed() {
        assertThat(next(Usage.JOBS)).containsExactly("-t", "-s", "--json");
        assertThat(next(Usage.JOBS, "-t")).containsExactly("daily", "field");
        assertThat(next(Usage.JOBS, "-t", "daily")).containsExactly("-s", "--json");
        assertThat(next(Usage.JOBS, "-s")).contains("held", "waiting");
    }

    @Test
    void aDefinitionIsCompletedWordByWord() {
        assertThat(next(Usage.ADD)).as("a schedule").isEmpty();
        assertThat(next(Usage.ADD, "every hour")).containsExactly("scan", "send");
        assertThat(next(Usage.ADD, "every hour", "scan")).contains("name=", "tags=", "misfire.limit=");
        assertThat(next(Usage.EDIT, "poll", "tags=x")).contains("schedule=");
    }

    @Test
    void aDashAsksForSwitches() {
        assertThat(completion.next(Usage.RUN, List.of("poll"), "-")).containsExactly("--wait");
        assertThat(completion.next(Usage.RUN, List.of("poll", "--wait"), "-")).isEmpty();
        assertThat(completion.next(Usage.PAUSE, List.of(), "--a")).containsExactly("--all");
    }

    @Test
    void withoutASchedulerWhatIsTheSameEverywhereIsLeft() {
        Completion alone = new Completion(() -> null);

        assertThat(alone.next(Usage.EXPLAIN, List.of(), "")).isEmpty();
        assertThat(alone.next(Usage.BRING_BACK, List.of(), "")).isEmpty();
        assertThat(alone.next(Usage.JOBS, List.of("-s"), "")).contains("ready");
    }
}

package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobDefinitionException;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Jobs that code makes together in a block, all or none. */
class TogetherTest {

    private static final Duration SAVED = Duration.ofMinutes(2);

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService app = gateway.scheduler("app");

    private static Job make(ScheduleService service, String name) {
        return service.every(1).hours().named(name).run("poll");
    }

    private List<String> names() {
        return app.jobs().stream().map(Job::name).toList();
    }

    @Test
    void aBlockMakesAllItsJobsByOneSaveHoweverMany() {
        List<Integer> saves = new ArrayList<>();
        for (int many : List.of(2, 200)) {
            gateway.advance(SAVED);
            int before = gateway.states().saves();
            int writes = gateway.definitions().writes();
            List<Job> jobs = new ArrayList<>();

            app.together(all -> {
                for (int i = 0; i < many; i++) {
                    jobs.add(make(all, many + " " + i));
                }
                assertThat(names()).doesNotContain(many + " 0");
            });

            saves.add(gateway.states().saves() - before);
            assertThat(gateway.definitions().writes() - writes).isEqualTo(1);
            assertThat(names()).hasSize(many == 2 ? 2 : 202);
            assertThat(jobs.get(1).status().owner()).contains("app");
            assertThat(jobs.get(1).definition().handler()).isEqualTo("poll");
        }
        assertThat(saves).containsExactly(2, 2); // the changes, and the mark that they are valid
    }

    @Test
    void manyDefinitionsOfAnOperatorAreOneSaveToo() {
        gateway.advance(SAVED);
        int before = gateway.states().saves();

        app.defineAll(List.of(
                properties("a", "every hour", "poll"),
                properties("b", "every hour", "poll"),
                properties("c", "every hour", "poll")));

        assertThat(gateway.states().saves() - before).isEqualTo(2);
    }

    @Test
    void whatTheBlockThrowsChangesNothing() {
        assertThatThrownBy(() -> app.together(all -> {
                    make(all, "a");
                    throw new IllegalArgumentException("no more points");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no more points");

        assertThat(names()).isEmpty();
        assertThat(gateway.definitions().writes()).isZero();
    }

    @Test
    void aRefusedDefinitionIsNamedAndChangesNothing() {
        make(app, "there");
        gateway.definitions().refuse("b");

        assertThatThrownBy(() -> app.together(all -> {
                    all.every(2).hours().named("there").run("poll");
                    make(all, "a");
                    make(all, "b");
                }))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("Definition 3 of 3, \"b\"", "Nothing was changed");

        assertThat(names()).containsExactly("there");
        assertThat(gateway.job("there").definition().schedule()).hasToString("every hour");
    }

    @Test
    void aJobOfAnotherBundleKeepsAllFromBeingMade() {
        make(gateway.scheduler("other"), "b");

        assertThatThrownBy(() -> app.together(all -> {
                    make(all, "a");
                    all.every(2).hours().named("b").run("poll");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to the bundle other");
        assertThat(names()).containsExactly("b");
    }

    @Test
    void whatAnOperatorEditedStands() {
        make(app, "edited");
        gateway.definitions()
                .put("io.reveille.job~edited", Map.copyOf(properties("edited", "every 7 minutes", "poll")));
        gateway.settle();

        app.together(all -> {
            make(all, "edited");
            make(all, "new");
        });

        assertThat(gateway.job("edited").definition().schedule()).hasToString("every 7 minutes");
        assertThat(names()).containsExactly("edited", "new");
    }

    @Test
    void handlersAreAskedAboutArgumentsBeforeAnythingIsMade() {
        gateway.handler("meter", new Meter());

        assertThatThrownBy(() -> app.together(all -> {
                    make(all, "a");
                    all.every(1).hours().named("b").with(Map.of("unit", 300)).run("meter");
                }))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("unit is 300");
        assertThat(names()).isEmpty();

        app.together(all -> {
            make(all, "a");
            all.every(1).hours().named("b").with(Map.of("unit", 3)).run("meter");
        });
        assertThat(names()).containsExactly("a", "b");
    }

    private static final class Meter implements JobHandler, ArgumentChecker {

        @Override
        public JobResult run(JobContext context) {
            return JobResult.success();
        }

        @Override
        public List<ArgumentSpec> arguments() {
            return List.of();
        }

        @Override
        public void check(Map<String, Object> arguments) {
            if (arguments.get("unit") instanceof Number unit && unit.intValue() > 247) {
                throw new IllegalArgumentException("unit is " + unit);
            }
        }
    }

    @Test
    void aBlockInABlockIsPartOfIt() {
        assertThatThrownBy(() -> app.together(all -> {
                    all.together(inner -> make(inner, "a"));
                    throw new IllegalArgumentException("after all");
                }))
                .hasMessage("after all");
        assertThat(names()).isEmpty();

        app.together(all -> {
            all.together(inner -> make(inner, "a"));
            all.define(properties("b", "every hour", "poll"));
            all.defineAll(List.of(properties("c", "every hour", "poll")));
        });
        assertThat(names()).containsExactly("a", "b", "c");
        assertThat(gateway.job("a").status().owner()).contains("app");
        assertThat(gateway.job("b").status().owner()).isEmpty();
    }

    @Test
    void oneNameTwiceIsRefused() {
        assertThatThrownBy(() -> app.together(all -> {
                    make(all, "a");
                    make(all, "a");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The job \"a\" is made twice");
        assertThat(names()).isEmpty();
    }

    @Test
    void afterTheBlockItsServiceMakesNoJobs() {
        AtomicReference<ScheduleService> kept = new AtomicReference<>(app);
        app.together(kept::set);

        ScheduleService left = requireNonNull(kept.get());
        assertThatThrownBy(() -> make(left, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("is over", "\"late\" was not made");
        assertThat(names()).isEmpty();
    }

    @Test
    void aKillInTheMiddleLeavesAllOrNone() {
        for (int at = 1; at <= 3; at++) {
            gateway.definitions().killAt(at);
            String prefix = at + " ";
            assertThatThrownBy(() -> app.together(all -> {
                        make(all, prefix + "a");
                        make(all, prefix + "b");
                        make(all, prefix + "c");
                    }))
                    .isInstanceOf(Killed.class);
            gateway.crashFor(Duration.ofSeconds(1));

            assertThat(gateway.scheduler("app").jobs()).hasSize(3 * at);
            assertThat(gateway.job(prefix + "c").status().owner()).contains("app");
        }
    }
}

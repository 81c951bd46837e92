package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.AsyncJobHandler;
import io.reveille.ImportException;
import io.reveille.Job;
import io.reveille.JobContext;
import io.reveille.JobDefinitionException;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.core.service.DefinitionCheckService;
import io.reveille.spi.DefinitionCheck;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Handlers that know their arguments are asked when a job is made, and never about what is stored already. */
class ArgumentCheckTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final List<Map<String, Object>> asked = new ArrayList<>();

    /** Reads a meter; asks for its unit. */
    private class Meter implements JobHandler, ArgumentChecker {

        private final Consumer<Map<String, Object>> more;

        Meter(Consumer<Map<String, Object>> more) {
            this.more = more;
        }

        @Override
        public JobResult run(JobContext context) {
            return context.arguments().containsKey("unit")
                    ? JobResult.success()
                    : JobResult.failure("argument unit is missing");
        }

        @Override
        public List<ArgumentSpec> arguments() {
            return List.of(
                    ArgumentSpec.of("unit", ArgumentType.WHOLE, "the meter's number on its bus")
                            .needed()
                            .from(1, 247),
                    ArgumentSpec.of("key", ArgumentType.TEXT, "what it is unlocked with"));
        }

        @Override
        public void check(Map<String, Object> arguments) {
            asked.add(arguments);
            ArgumentChecker.super.check(arguments);
            more.accept(arguments);
        }
    }

    private ManualScheduler.Registration meter() {
        return gateway.handler("meter", new Meter(arguments -> {}));
    }

    private Job run(Map<String, ?> arguments) {
        Job job = gateway.scheduler()
                .every(10)
                .seconds()
                .named("poll")
                .with(arguments)
                .run("meter");
        gateway.settle();
        return job;
    }

    @Test
    void codeThatGivesBadArgumentsIsToldAndMakesNoJob() {
        meter();

        assertThatThrownBy(() -> run(Map.of("unit", 300)))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.property()).isEqualTo("args"))
                .hasMessage("The property \"args\" cannot be used: argument unit is 300; expected a whole number from 1"
                        + " to 247. The handler \"meter\" refuses it; nothing was changed.");
        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.definitions().saves()).isZero();

        run(Map.of("unit", 3));
        assertThat(asked).last().isEqualTo(Map.of("unit", 3L));
        assertThat(gateway.scheduler().jobs()).hasSize(1);
    }

    @Test
    void anAsynchronousHandlerIsAskedToo() {
        class Upload implements AsyncJobHandler, ArgumentChecker {
            @Override
            public CompletionStage<JobResult> start(JobContext context) {
                return CompletableFuture.completedFuture(JobResult.success());
            }

            @Override
            public List<ArgumentSpec> arguments() {
                return List.of();
            }
        }
        gateway.asyncHandler("meter", new Upload());

        assertThatThrownBy(() -> run(Map.of("unit", 3)))
                .hasMessageContaining("unknown argument \"unit\"; expected none");
    }

    @Test
    void aHandlerThatIsNotThereYetOrKnowsNothingRefusesNothing() {
        run(Map.of("unit", 300));

        gateway.handler("other", context -> JobResult.success());
        assertThatCode(() ->
                        gateway.scheduler().every().hour().with(Map.of("x", 1)).run("other"))
                .doesNotThrowAnyException();
    }

    @Test
    void aHandlerThatIsGoneIsNotAsked() {
        meter().close();

        run(Map.of("unit", 300));

        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsStoredStandsThoughANewerHandlerRefusesItAndFailsAtItsRun() {
        run(Map.of());
        gateway.store("stored", "every 10 seconds", "meter");
        meter();

        assertThat(gateway.scheduler().broken()).isEmpty();
        run(Map.of()); // a bundle that starts again and says the same
        gateway.advance(Duration.ofSeconds(10));

        assertThat(asked).isEmpty();
        assertThat(gateway.job("poll").history())
                .first()
                .satisfies(run -> assertThat(run.message()).isEqualTo("argument unit is missing"));
        assertThat(gateway.job("stored").status().runs()).isEqualTo(1);

        gateway.restartAfter(Duration.ofMinutes(1));
        assertThat(gateway.scheduler().jobs()).hasSize(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void codeThatChangesItsArgumentsIsCheckedAndWhatWasThereStays() {
        meter();
        run(Map.of("unit", 3));

        assertThatThrownBy(() -> run(Map.of("unit", "3"))).isInstanceOf(JobDefinitionException.class);

        assertThat(gateway.job("poll").definition().arguments()).isEqualTo(Map.of("unit", 3L));
    }

    @Test
    void aFormIsToldAsWell() {
        meter();
        DefinitionCheck form = DefinitionCheckService.on(Inside.of(gateway).engine());
        Map<String, Object> said = properties("poll", "every 10 seconds", "meter");
        said.put("args", "{\"unit\": 0}");

        assertThatThrownBy(() -> form.check(Optional.empty(), said))
                .isInstanceOfSatisfying(
                        JobDefinitionException.class,
                        e -> assertThat(e.property()).isEqualTo("args"))
                .hasMessageContaining("argument unit is 0; expected a whole number from 1 to 247");
        said.put("args", "{\"unit\": 1}");
        assertThatCode(() -> form.check(Optional.empty(), said)).doesNotThrowAnyException();
    }

    @Test
    void aFormIsToldWhichFieldsThereAre() {
        DefinitionCheck form = DefinitionCheckService.on(Inside.of(gateway).engine());
        assertThat(form.arguments("meter")).isEmpty();
        meter();
        gateway.handler("plain", context -> JobResult.success());

        assertThat(form.arguments("meter").orElseThrow())
                .extracting(ArgumentSpec::name)
                .containsExactly("unit", "key");
        assertThat(form.arguments("plain")).isEmpty();
        class Unsure extends Meter {
            Unsure() {
                super(arguments -> {});
            }

            @Override
            public List<ArgumentSpec> arguments() {
                throw new IllegalArgumentException("not now");
            }
        }
        gateway.handler("unsure", new Unsure());
        assertThat(form.arguments("unsure")).isEmpty();
    }

    @Test
    void anImportNamesEachJobWhoseArgumentsAreRefusedAndAsksNothingAboutThoseThatStayAsTheyAre() {
        run(Map.of());
        meter();
        String same = "{\"name\":\"poll\",\"schedule\":\"every 10 seconds\",\"handler\":\"meter\"}";
        String bad = "{\"name\":\"NAME\",\"schedule\":\"every hour\",\"handler\":\"meter\",\"args\":{\"unit\":0}}";

        assertThatThrownBy(() -> plan(same, bad.replace("NAME", "a"), bad.replace("NAME", "b")))
                .isInstanceOfSatisfying(
                        ImportException.class,
                        e -> assertThat(e.faults())
                                .extracting(ImportException.Fault::job, ImportException.Fault::property)
                                .containsExactly(tuple("a", "args"), tuple("b", "args")))
                .hasMessageContaining("argument unit is 0; expected a whole number");
        assertThat(asked).hasSize(2);

        plan(same, bad.replace("NAME", "a").replace("0", "1"));
        assertThat(gateway.job("a").definition().arguments()).isEqualTo(Map.of("unit", 1L));
    }

    private void plan(String... jobs) {
        gateway.transfer()
                .plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + String.join(",", jobs) + "]}")
                .apply();
        gateway.settle();
    }

    @Test
    void aSecretIsNotResolvedForACheck() {
        meter();

        run(Map.of("unit", 3, "key", "%{secret:nowhere}"));

        assertThat(asked).last().isEqualTo(Map.of("unit", 3L, "key", "%{secret:nowhere}"));
    }

    @Test
    void aCheckThatFailsOtherwiseRefusesNothing() {
        gateway.handler("meter", new Meter(arguments -> {
            throw new IllegalStateException("the bus is down");
        }));
        run(Map.of("unit", 3));
        gateway.handler("broken", new Meter(arguments -> {
            throw new StackOverflowError();
        }));
        gateway.scheduler().every().hour().with(Map.of("unit", 3)).run("broken");
        gateway.settle();

        assertThat(gateway.scheduler().jobs()).hasSize(2);
    }

    @Test
    void aRefusalInStrangeWordsStandsOnOneLineAndIsCut() {
        gateway.handler("meter", new Meter(arguments -> {
            throw new IllegalArgumentException("no\nunit\u202e " + "x".repeat(600));
        }));
        assertThatThrownBy(() -> run(Map.of("unit", 3)))
                .message()
                .startsWith("The property \"args\" cannot be used: no unit x")
                .endsWith("x…. The handler \"meter\" refuses it; nothing was changed.")
                .hasSizeLessThan(650);

        gateway.handler("mute", new Meter(arguments -> {
            throw new IllegalArgumentException();
        }));
        assertThatThrownBy(() -> gateway.scheduler()
                        .every()
                        .hour()
                        .with(Map.of("unit", 3))
                        .run("mute"))
                .hasMessageContaining("cannot be used: java.lang.IllegalArgumentException. The handler");
    }
}

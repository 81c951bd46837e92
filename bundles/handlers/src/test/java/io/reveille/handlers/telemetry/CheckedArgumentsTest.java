package io.reveille.handlers.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.handlers.arguments.DataFolder;
import io.reveille.handlers.log.LogHandler;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a run would refuse is refused when the job is made. */
class CheckedArgumentsTest {

    @TempDir
    private Path temp;

    private ArgumentChecker telemetry() {
        return new HostTelemetry(new DataFolder(temp), new Host(temp));
    }

    private ArgumentChecker report() {
        return new TelemetryReport(new DataFolder(temp));
    }

    @Test
    void goodOnesPassWithOrWithoutSecrets() {
        assertThatCode(() -> {
                    telemetry().check(Map.of());
                    telemetry().check(Map.of("file", "%{secret:file}", "keep", 99L));
                    report().check(Map.of());
                    report().check(Map.of("folder", "%{secret:folder}/a"));
                    new LogHandler().check(Map.of("message", "%{secret:greeting}", "level", "WARN"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void badOnesAreRefusedInTheWordsOfTheRun() {
        refused(
                telemetry(),
                Map.of("keep", 100L),
                "argument keep is 100; expected a whole number of files from 1 to 99");
        refused(telemetry(), Map.of("file", "a.txt"), "argument file is \"a.txt\"; expected a file name that ends in");
        refused(
                report(),
                Map.of("folder", "../x"),
                "argument folder is \"../x\"; expected a path relative to the data");
        refused(
                report(),
                Map.of("folder", "state/x"),
                "argument folder is \"state/x\", which leads to what the gateway");
        refused(new LogHandler(), Map.of(), "argument message is missing; expected a text that is not blank");
        refused(
                new LogHandler(),
                Map.of("message", "x", "level", "loud"),
                "argument level is \"loud\"; expected one of");
    }

    @Test
    void eachSaysWhatItTakesWithItsDefaults() {
        assertThat(report().arguments())
                .extracting(ArgumentSpec::name, ArgumentSpec::otherwise)
                .containsExactly(
                        tuple("file", "telemetry.jsonl"),
                        tuple("period-minutes", "60"),
                        tuple("folder", "reports"),
                        tuple("keep", "168"));
    }

    private static void refused(ArgumentChecker handler, Map<String, Object> arguments, String start) {
        assertThatThrownBy(() -> handler.check(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(start);
    }
}

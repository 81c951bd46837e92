package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reveille.gateway.Options.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutArgumentsItStartsOnPort8080InTheFolderData() throws StartException {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(
                        Action.START,
                        8080,
                        Path.of("data").toAbsolutePath(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        ""));
    }

    @Test
    void theFolderIsAbsoluteWhereverTheGatewayIsStarted() throws StartException {
        Options options = Options.parse(List.of("--data", "a b/../device", "--port", "65535"));

        assertThat(options.data()).isEqualTo(Path.of("").toAbsolutePath().resolve("device"));
        assertThat(options.port()).isEqualTo(65535);
    }

    @Test
    void theFolderOfBundlesMayBeAnotherOne() throws StartException {
        assertThat(Options.parse(List.of("--load", "a/../bundles")).load())
                .contains(Path.of("").toAbsolutePath().resolve("bundles"));
        assertThat(refusal("--load", "").getMessage()).contains("--load \"\" names no folder");
        assertThat(refusal("--load").getMessage()).contains("--load needs a value");
    }

    @Test
    void theSettingsMayLieInAnotherFolder() throws StartException {
        assertThat(Options.parse(List.of("--conf", "/etc/../etc/reveille")).conf())
                .contains(Path.of("/etc/reveille"));
        assertThat(Options.parse(List.of()).conf()).isEmpty();
        assertThat(refusal("--conf", "").getMessage()).contains("--conf \"\" names no folder");
    }

    @Test
    void aServiceIsOneOnlyIfThatIsSaid() throws StartException {
        assertThat(Options.parse(List.of("--port", "9090")).service()).isFalse();
        assertThat(Options.parse(List.of("--service", "--port", "9090")).service())
                .isTrue();
    }

    @Test
    void commandsAreTakenFromTheTerminalOnlyIfThatIsAskedFor() throws StartException {
        assertThat(Options.parse(List.of("--port", "9090")).shell()).isFalse();
        assertThat(Options.parse(List.of("--shell", "--port", "9090")).shell()).isTrue();
    }

    @Test
    void theConsolesNamesHaveCommasBetweenThem() throws StartException {
        assertThat(Options.parse(List.of("--hosts", "gateway.example,10.0.0.7,[fd00::7]"))
                        .hosts())
                .contains("gateway.example,10.0.0.7,[fd00::7]");
        for (String wrong : List.of("", ",", "a,", "gateway.example:8080", "http://a", "a b", "fd00::7", "*")) {
            assertThat(refusal("--hosts", wrong).getMessage()).contains("--hosts", "without ports");
        }
    }

    @Test
    void whatARunningGatewayIsAskedIsOneWord() throws StartException {
        Options options = Options.parse(List.of("--ask", "reveille:pause --all", "--data", "/var/lib/gateway"));

        assertThat(options.action()).isEqualTo(Action.ASK);
        assertThat(options.commands()).isEqualTo("reveille:pause --all");
        assertThat(options.data()).isEqualTo(Path.of("/var/lib/gateway"));
        assertThat(refusal("--ask").getMessage()).contains("--ask needs a value");
    }

    @Test
    void aNewPasswordGoesWithAFolder() throws StartException {
        Options options = Options.parse(List.of("--set-password", "--data", "/var/lib/gateway"));

        assertThat(options.action()).isEqualTo(Action.SET_PASSWORD);
        assertThat(options.data()).isEqualTo(Path.of("/var/lib/gateway"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsAllThatCounts(String help) throws StartException {
        assertThat(Options.parse(List.of("--port", "9090", help, "--nonsense")).action())
                .isEqualTo(Action.HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+80", "65536", "99999999999", "eighty", "", " 80", "8080.0", "٨٠"})
    void aPortIsAWholeNumberFrom1To65535(String port) {
        assertThat(refusal("--port", port).getMessage()).contains("\"" + port + "\"", "1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"--port", "--data"})
    void anOptionWithoutItsValueIsRefused(String option) {
        assertThat(refusal(option).getMessage()).contains(option, "needs a value");
    }

    @Test
    void aPathThatNoFileSystemKnowsIsRefused() {
        assertThat(refusal("--data", "a\0b").getMessage()).contains("--data", "give another");
        assertThat(refusal("--data", "").getMessage()).contains("--data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "9090", "--port=9090", "", "--HELP"})
    void anUnknownOptionIsNamedWithThoseThatThereAre(String option) {
        assertThat(refusal(option).getMessage()).contains("\"" + option + "\"", "--port N", "--help");
    }

    private static StartException refusal(String... arguments) {
        StartException refusal = catchThrowableOfType(StartException.class, () -> Options.parse(List.of(arguments)));
        assertThat(refusal.exitCode()).isEqualTo(StartException.USAGE);
        assertThat(refusal.getMessage()).doesNotContain("\n");
        return refusal;
    }
}

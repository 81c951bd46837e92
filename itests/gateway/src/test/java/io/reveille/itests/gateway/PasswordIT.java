package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;

    @BeforeEach
    void folder() {
        data = temp.resolve("data");
    }

    @Test
    void aNewPasswordFromStandardInputReplacesTheOld() {
        String old = firstPassword();

        try (GatewayProcess setting = setPassword("a rather long one\n")) {
            assertThat(setting.awaitEnd()).isZero();
            assertThat(setting.output()).contains("admin").doesNotContain("a rather long one");
            assertThat(setting.errors()).isEmpty();
        }

        try (GatewayProcess gateway = start()) {
            assertThat(gateway.output()).contains("password  as before");
            assertThat(status("a rather long one")).isEqualTo(200);
            assertThat(status(old)).isEqualTo(401);
        }
    }

    @Test
    void withNoPasswordGivenItMakesARandomOne() {
        String made;
        try (GatewayProcess setting = setPassword("")) {
            assertThat(setting.awaitEnd()).isZero();
            Matcher shown = Pattern.compile("new password: (\\S+)\n").matcher(setting.output());
            assertThat(shown.find()).as(setting.output()).isTrue();
            made = shown.group(1);
        }

        // Before the first start, too: that one has the example jobs all the same.
        assertThat(data.resolve("config/io/reveille")).isNotEmptyDirectory();
        try (GatewayProcess gateway = start()) {
            assertThat(gateway.output()).contains("password  as before");
            assertThat(status(made)).isEqualTo(200);
        }
    }

    @Test
    void aPasswordThatIsTooShortIsRefusedAndTheOldOneKept() {
        String old = firstPassword();

        try (GatewayProcess setting = setPassword("short\n")) {
            assertThat(setting.awaitEnd()).isEqualTo(1);
            assertThat(setting.errors()).hasLineCount(1).contains("5 characters", "12", "the old");
        }

        try (GatewayProcess gateway = start()) {
            assertThat(gateway.output()).contains("is up");
            assertThat(status(old)).isEqualTo(200);
        }
    }

    @Test
    void aGatewayThatRunsKeepsItsFolderToItself() {
        try (GatewayProcess gateway = start();
                GatewayProcess setting = setPassword("a rather long one\n");
                GatewayProcess second = GatewayProcess.run(
                        temp, "--data", data.toString(), "--port", String.valueOf(GatewayProcess.freePort()))) {
            assertThat(setting.awaitEnd()).isEqualTo(1);
            assertThat(setting.errors()).hasLineCount(1).contains(data.toString(), "in use", "stop");
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.errors()).hasLineCount(1).contains(data.toString(), "in use", "--data");
            assertThat(status(gateway.password())).isEqualTo(200);
        }
    }

    private String firstPassword() {
        try (GatewayProcess gateway = start()) {
            String password = gateway.password();
            gateway.terminate();
            assertThat(Files.isDirectory(data)).isTrue();
            return password;
        }
    }

    private GatewayProcess start() {
        return GatewayProcess.run(temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp();
    }

    private GatewayProcess setPassword(String input) {
        return GatewayProcess.run(GatewayProcess.JAVA_HOME, input, temp, "--set-password", "--data", data.toString());
    }

    private int status(String password) {
        return new ConsoleClient(port, "admin", password).status("/bundles");
    }
}

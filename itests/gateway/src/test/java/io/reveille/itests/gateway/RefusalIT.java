package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why in one line, ends with an error, and leaves nothing behind. */
class RefusalIT {

    @TempDir
    Path temp;

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());

            assertThat(refusal(1, "--data", temp.resolve("data").toString(), "--port", port))
                    .contains(port, "--port");
            assertThat(temp.resolve("data")).doesNotExist();
        }
    }

    @Test
    void aDataFolderThatCannotBe() throws IOException {
        // A folder without write permission would not stop root, as whom some machines run their tests.
        Path file = Files.writeString(temp.resolve("file"), "");
        String port = String.valueOf(GatewayProcess.freePort());

        assertThat(refusal(1, "--port", port, "--data", file.resolve("data").toString()))
                .contains(file.resolve("data").toString(), "--data");
        assertThat(refusal(1, "--port", port, "--data", file.toString())).contains(file.toString(), "--data");
        assertThat(refusal(1, "--port", port, "--data", "/proc/reveille")).contains("/proc/reveille", "--data");
    }

    @Test
    void optionsThatThereAreNot() {
        assertThat(refusal(2, "--prot", "9090")).contains("--prot", "--port", "--help");
        assertThat(refusal(2, "--port", "99999")).contains("99999", "65535");
        assertThat(refusal(2, "--data")).contains("--data");
    }

    @Test
    void helpIsNoRefusal() {
        try (GatewayProcess help = GatewayProcess.run(temp, "--help")) {
            assertThat(help.awaitEnd()).isZero();
            assertThat(help.output()).contains("--port N", "--data DIR", "--set-password", "--help");
            assertThat(help.errors()).isEmpty();
        }
    }

    @Test
    void aJavaThatIsMissingOrTooOldIsNotPassedOverForAnother() throws IOException {
        assertThat(refusalOf("/no such java")).contains("JAVA_HOME", "/no such java", "17");

        Path java = Files.createDirectories(temp.resolve("old java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(refusalOf(temp.resolve("old java").toString())).contains(java.toString(), "1.8.0_402", "17");

        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(refusalOf(temp.resolve("old java").toString())).contains(java.toString(), "17");
    }

    private String refusalOf(String javaHome) {
        try (GatewayProcess gateway = GatewayProcess.run(javaHome, "", temp)) {
            return refusal(gateway, 1);
        }
    }

    private String refusal(int exitCode, String... arguments) {
        try (GatewayProcess gateway = GatewayProcess.run(temp, arguments)) {
            return refusal(gateway, exitCode);
        }
    }

    private static String refusal(GatewayProcess gateway, int exitCode) {
        assertThat(gateway.awaitEnd()).isEqualTo(exitCode);
        assertThat(gateway.output()).isEmpty();
        assertThat(gateway.errors()).hasLineCount(1).startsWith("gateway: ");
        return gateway.errors();
    }
}

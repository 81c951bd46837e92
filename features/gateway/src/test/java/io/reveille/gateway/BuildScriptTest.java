package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./gateway} prints when it builds, with a Maven that prints escape codes as Debian's does. */
class BuildScriptTest {

    @TempDir
    Path root;

    @BeforeEach
    void scripts() throws IOException {
        Path ci = Files.createDirectory(root.resolve(".ci"));
        Files.copy(Path.of("../../.ci/gateway.sh"), ci.resolve("gateway.sh"));
        Files.writeString(ci.resolve("tools.sh"), "need_tools() { :; }\n");
    }

    @Test
    void aBuildPrintsNoEscapeCodes() throws Exception {
        maven("exit 0");

        assertThat(build(0)).hasLineCount(1).contains("building the gateway").doesNotContain("\033");
        assertThat(root.resolve("features/gateway/target/reveille-gateway/.built"))
                .exists();
    }

    @Test
    void aBuildThatFailsSaysWhyWithoutThem() throws Exception {
        maven("echo '\033[1;31m[ERROR]\033[m no such module'; exit 1");

        assertThat(build(1)).contains("[ERROR] no such module", "not started").doesNotContain("\033");
    }

    private void maven(String end) throws IOException {
        Path maven = Files.createDirectory(root.resolve("bin")).resolve("mvn");
        String built = root.resolve("features/gateway/target/reveille-gateway").toString();
        Files.writeString(
                maven,
                "#!/bin/sh\nmkdir -p " + built + "\nprintf '\\033[0m'; printf '\\033[0m' >&2\n"
                        + end.replace("echo", "printf '%b\\n'") + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String build(int status) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-euc", "root=" + root + "; . " + root.resolve(".ci/gateway.sh") + "; build_gateway")
                .redirectErrorStream(true);
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }
}

package io.reveille.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Debian package, read by dpkg-deb and installed by dpkg into a folder that stands for a gateway's root. */
@Timeout(120)
class DebianPackageIT {

    private static final String DEB = PackageFile.path("reveille.deb").toString();
    private static final String PLUGINS = "opt/eclipse/kura/plugins/6s";

    /** A program's exit code, and what it said. */
    private record Said(int code, String text) {}

    @TempDir
    Path root;

    @BeforeEach
    void emptyMachine() throws IOException {
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    }

    @Test
    void saysWhatItIsAndNeedsAndRunsNothingWhenInstalled() throws Exception {
        assertThat(field("Package")).isEqualTo("reveille-kura");
        assertThat(field("Architecture")).isEqualTo("all");
        assertThat(field("Maintainer"))
                .isEqualTo("Reveille maintainers <maintainers@reveille.invalid>"); // unless said otherwise
        assertThat(field("Depends")).isEqualTo("kura-core (>= 6.0.0~) | kura (>= 5.3)");
        assertThat(field("Version")).matches("\\d+\\.\\d+\\.\\d+(~SNAPSHOT)?-1");

        Path control = Files.createDirectory(root.resolve("control"));
        run("dpkg-deb", "-e", DEB, control.toString());
        assertThat(names(control)).containsExactlyInAnyOrder("control", "md5sums");
    }

    @Test
    void holdsTheBundlesOfTheDeploymentPackageAsKurasUserAlone() throws Exception {
        List<String> files = run("dpkg-deb", "-c", DEB)
                .lines()
                .filter(line -> !line.startsWith("d"))
                .toList();
        assertThat(files).hasSize(8).allMatch(line -> line.matches("-rw------- kurad/kurad +\\d+ 2026-01-01 .*"));

        Path unpacked = Files.createDirectory(root.resolve("unpacked"));
        run("dpkg-deb", "-x", DEB, unpacked.toString());
        PackageFile deploymentPackage = PackageFile.built();
        Path plugins = unpacked.resolve(PLUGINS);
        assertThat(names(plugins)).hasSize(8);
        String version = deploymentPackage.values("Bundle-Version").get(0);
        for (Map.Entry<String, byte[]> bundle : deploymentPackage.bundles().entrySet()) {
            assertThat(plugins.resolve(bundle.getKey().replace(".jar", "_" + version + ".jar")))
                    .hasBinaryContent(bundle.getValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"kura, 5.3.0", "kura, 5.5.1", "kura-core, 6.0.0~git1.abc-1", "kura-core, 6.1.0-1"})
    void isInstalledBesideKuraAndTakenAwayWithoutATrace(String kura, String version) throws Exception {
        Path others = hasKura(kura, version);

        run(dpkg("--install", DEB));

        Path plugins = root.resolve(PLUGINS);
        assertThat(names(plugins)).hasSize(9).contains("org.example.jar");
        try (Stream<Path> jars = Files.list(plugins)) {
            assertThat(jars.filter(jar -> !jar.equals(others)))
                    .allSatisfy(jar -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)))
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plugins)))
                .as("Kura's own folder")
                .isEqualTo("rwxr-x---");

        run(dpkg("--install", DEB)); // an upgrade
        run(dpkg("--remove", "reveille-kura"));
        assertThat(names(plugins)).containsExactly("org.example.jar");
    }

    @ParameterizedTest
    @CsvSource({"kura, 5.2.0", "kura-core, 5.9.0"})
    void isNotInstalledBesideAnOlderKura(String kura, String version) throws Exception {
        hasKura(kura, version);

        Said said = call(dpkg("--install", DEB));

        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("kura-core (>= 6.0.0~) | kura (>= 5.3)");
    }

    private Path hasKura(String name, String version) throws IOException {
        Files.writeString(
                root.resolve("var/lib/dpkg/status"),
                String.join(
                        "\n",
                        "Package: " + name,
                        "Status: install ok installed",
                        "Maintainer: nobody <nobody@example.org>",
                        "Architecture: all",
                        "Version: " + version,
                        "Description: stands for Kura",
                        ""));
        Path plugins = Files.createDirectories(root.resolve(PLUGINS));
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxr-x---"));
        return Files.createFile(plugins.resolve("org.example.jar"));
    }

    /** The owner of files that are installed has to be set: by root, or by somebody who is root for the while. */
    private String[] dpkg(String... arguments) {
        List<String> command = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--map-root-user"));
        }
        command.addAll(List.of("dpkg", "--root=" + root, "--log=" + root.resolve("dpkg.log")));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static String field(String name) throws Exception {
        return run("dpkg-deb", "-f", DEB, name).strip();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static String run(String... command) throws Exception {
        Said said = call(command);
        assertThat(said.code()).as(said.text()).isZero();
        return said.text();
    }

    private static Said call(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}

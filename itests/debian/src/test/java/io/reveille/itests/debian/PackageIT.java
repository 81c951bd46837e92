package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packages as files. */
@Timeout(240)
class PackageIT {

    private static final Pattern LICENCE = Pattern.compile("(?m)^\\| `[^|]+\\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|");

    @TempDir
    Path temp;

    @Test
    void sayWhatTheyAreAndNeed() throws Exception {
        String version = field(Packages.GATEWAY, "Version");
        assertThat(version).isEqualTo(Packages.property("debian.version").replace('-', '~') + "-1");
        assertThat(field(Packages.GATEWAY, "Package")).isEqualTo("reveille-gateway");
        assertThat(field(Packages.GATEWAY, "Architecture")).isEqualTo("all");
        assertThat(field(Packages.GATEWAY, "Depends"))
                .contains("openjdk-17-jre-headless | java17-runtime-headless", "adduser", "debconf");
        assertThat(field(Packages.POWER, "Package")).isEqualTo("reveille-gateway-power");
        assertThat(field(Packages.POWER, "Depends"))
                .as("no version: an update of the gateway alone would have apt remove it")
                .isEqualTo("reveille-gateway");
    }

    @Test
    void allFilesAreRootsAndOfOneTimeAndNobodyElseMayWriteThem() throws Exception {
        for (Path deb : List.of(Packages.GATEWAY, Packages.POWER)) {
            assertThat(Program.run("dpkg-deb", "-c", deb.toString()).lines())
                    .isNotEmpty()
                    .allMatch(line -> line.matches("(d|-)rw[x-]r-[x-]r-[x-] root/root +\\d+ 2026-01-01 00:00 .*"));
        }
        String listed = Program.run("dpkg-deb", "-c", Packages.GATEWAY.toString());
        Set<String> runs = listed.lines()
                .filter(line -> line.startsWith("-rwx"))
                .map(line -> line.replaceFirst(".* \\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(runs).containsExactly("/usr/sbin/reveille-gateway", "/usr/share/reveille-gateway/bin/gateway");
    }

    @Test
    void everyFileBelowEtcIsOneThatEditsStayIn() throws Exception {
        Program.run(
                "dpkg-deb",
                "-R",
                Packages.GATEWAY.toString(),
                temp.resolve("gateway").toString());
        Set<String> settings = new TreeSet<>();
        try (var files = Files.walk(temp.resolve("gateway/etc"))) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> settings.add("/" + temp.resolve("gateway").relativize(file)));
        }
        assertThat(Files.readAllLines(temp.resolve("gateway/DEBIAN/conffiles")))
                .containsExactlyInAnyOrderElementsOf(settings);
        assertThat(temp.resolve("gateway/etc/reveille/config.properties"))
                .content()
                .contains("org.osgi.framework.startlevel.beginning=100", "\nreveille.log=\n");
    }

    @Test
    void theCopyrightFileHasEachLicenceOfWhatIsShipped() throws Exception {
        Program.run("dpkg-deb", "-x", Packages.GATEWAY.toString(), temp.toString());
        String copyright = Files.readString(temp.resolve("usr/share/doc/reveille-gateway/copyright"));
        String table = Files.readString(temp.resolve("usr/share/reveille-gateway/licences/THIRD-PARTY.md"));
        Set<String> named = LICENCE.matcher(table)
                .results()
                .flatMap(row -> Pattern.compile(" AND ").splitAsStream(row.group(1)))
                .map(licence -> licence.replaceFirst(" OR .*", "").replace("MIT", "Expat"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).contains("Apache-2.0", "EPL-1.0", "Expat");
        for (String licence : named) {
            if (!licence.equals("LicenseRef-public-domain")) {
                assertThat(copyright).as(licence).contains("\nLicense: " + licence + "\n ");
            }
        }
        assertThat(copyright).contains("public domain");
    }

    @Test
    void lintianHasNothingToSay() throws Exception {
        assumeTrue(Program.isThere("lintian"), () -> {
            System.err.println("PackageIT: the packages are not checked, there is no lintian; ./verify installs it");
            return "there is no lintian";
        });
        Program.Said said = Program.call(
                List.of(
                        "lintian",
                        "--fail-on",
                        "error,warning",
                        "--tag-display-limit",
                        "0",
                        Packages.GATEWAY.toString(),
                        Packages.POWER.toString()),
                "");
        assertThat(said.text().lines().filter(line -> line.matches("[EW]: .*")))
                .as(said.text())
                .isEmpty();
        assertThat(said.status()).as(said.text()).isZero();
    }

    private static String field(Path deb, String name) throws Exception {
        return Program.run("dpkg-deb", "-f", deb.toString(), name).strip();
    }
}

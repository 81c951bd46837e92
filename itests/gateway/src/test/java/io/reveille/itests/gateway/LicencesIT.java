package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the distribution ships has a row in {@code licences/THIRD-PARTY.md}: each jar, and each part of it that somebody
 * else has written. A new dependency, or one that brings more than before, needs a row of its own.
 */
class LicencesIT {

    /** What begins so in files of that name is under that licence. */
    private record Row(String file, List<String> parts, String licence, String text) {

        boolean isAbout(String jar) {
            return jar.matches(file.replace(".", "\\.").replace("*", "[^/]*"));
        }

        int covers(String jar, String entry) {
            return isAbout(jar)
                    ? parts.stream()
                            .filter(entry::startsWith)
                            .mapToInt(String::length)
                            .max()
                            .orElse(0)
                    : 0;
        }
    }

    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`|]+)` \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern PLACE = Pattern.compile("^META-INF/versions/\\d+/");

    @Test
    void everythingThatIsShippedHasARow() throws IOException {
        List<Row> rows = rows();
        Set<String> without = new TreeSet<>();
        for (Map.Entry<String, List<String>> jar : jars().entrySet()) {
            jar.getValue().stream()
                    .filter(entry -> row(rows, jar.getKey(), entry).isEmpty())
                    .forEach(entry -> without.add(jar.getKey() + ": " + entry.replaceFirst("/[^/]*$", "")));
        }

        assertThat(without)
                .as("what is in the distribution, and not in its licences/THIRD-PARTY.md")
                .isEmpty();
    }

    @Test
    void everyRowIsAboutSomethingThatIsShipped() throws IOException {
        List<Row> rows = rows();
        Set<Row> unused = new TreeSet<>(Comparator.comparing(Row::toString));
        unused.addAll(rows);
        for (Map.Entry<String, List<String>> jar : jars().entrySet()) {
            jar.getValue().forEach(entry -> row(rows, jar.getKey(), entry).ifPresent(unused::remove));
        }

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(unused).isEmpty();
    }

    /** A jar's own word is about all of it or about its main part, and never differs from what is said of it here. */
    @Test
    void theLicenceIsTheOneThatTheJarItselfNames() throws IOException {
        List<Row> rows = rows();
        for (String jar : jars().keySet()) {
            Optional<String> named = named(jar);
            if (named.isPresent()) {
                assertThat(rows.stream().filter(row -> row.isAbout(jar)).map(Row::licence))
                        .as(jar)
                        .contains(named.get());
            }
        }
    }

    @Test
    void theTextOfEachLicenceIsThere() throws IOException {
        assertThat(GatewayProcess.HOME.resolve("LICENSE")).content().contains("Apache License", "Version 2.0");
        for (Row row : rows()) {
            List<String> names =
                    QUOTED.matcher(row.text()).results().map(LicencesIT::first).toList();
            for (String jar : jars().keySet().stream().filter(row::isAbout).toList()) {
                for (String name : names.stream()
                        .filter(each -> each.contains("LICENSE") || each.endsWith(".txt"))
                        .toList()) {
                    String said = row.text();
                    String place = said.contains("beside it") ? row.parts().get(0) + "/" + name : name;
                    boolean isInside = said.contains("in it") || said.contains("beside it");
                    assertThat(isInside ? isIn(jar, place) : Files.exists(GatewayProcess.HOME.resolve(name)))
                            .as(jar + ": " + place)
                            .isTrue();
                }
            }
        }
    }

    private static Optional<Row> row(List<Row> rows, String jar, String entry) {
        String place = PLACE.matcher(entry).replaceFirst("");
        return rows.stream()
                .filter(row -> row.covers(jar, place) > 0)
                .max(Comparator.comparingInt(row -> row.covers(jar, place)));
    }

    private static List<Row> rows() throws IOException {
        String table = Files.readString(GatewayProcess.HOME.resolve("licences/THIRD-PARTY.md"));
        return ROW.matcher(table)
                .results()
                .map(row -> new Row(
                        row.group(1),
                        QUOTED.matcher(row.group(2))
                                .results()
                                .map(LicencesIT::first)
                                .toList(),
                        row.group(3).strip(),
                        row.group(4)))
                .toList();
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }

    /** The code in each jar of the distribution: classes and scripts. */
    private static Map<String, List<String>> jars() throws IOException {
        Map<String, List<String>> jars = new TreeMap<>();
        for (String folder : List.of("bin", "bundle")) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(GatewayProcess.HOME.resolve(folder), "*.jar")) {
                for (Path file : files) {
                    jars.put(folder + "/" + file.getFileName(), code(file));
                }
            }
        }
        assertThat(jars).hasSizeGreaterThan(30);
        return jars;
    }

    private static List<String> code(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> Stream.of(".class", ".js", ".jar").anyMatch(name::endsWith))
                    .filter(name -> !name.endsWith("module-info.class"))
                    .toList();
        }
    }

    private static boolean isIn(String jar, String entry) throws IOException {
        try (JarFile file = new JarFile(GatewayProcess.HOME.resolve(jar).toFile())) {
            return file.getEntry(entry) != null;
        }
    }

    private static Optional<String> named(String jar) throws IOException {
        try (JarFile file = new JarFile(GatewayProcess.HOME.resolve(jar).toFile())) {
            Manifest manifest = file.getManifest();
            String named =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
            if (named == null) {
                return Optional.empty();
            }
            if (named.matches(
                    "(?s).*(Apache-2\\.0|apache\\.org/licenses/LICENSE-2\\.0|Apache License, Version 2\\.0).*")) {
                return Optional.of("Apache-2.0");
            }
            return Optional.of(named.replaceFirst("^.*/", ""));
        }
    }
}

package io.reveille.itests.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API of a bundle as git has it: its packages, by name. */
final class SignatureFile {

    private static final Pattern SECTION = Pattern.compile(
            "^package (\\S+) (\\d+\\.\\d+\\.\\d+)(?:, released (\\d+\\.\\d+\\.\\d+))?\\n((?:[^\\n]+\\n)*)",
            Pattern.MULTILINE);
    private static final String HEAD = """
            # What others see of this bundle: a line for each type and member, and the version of each package. SignaturesTest in
            # itests/artifacts holds it against what was built, and docs/api-stability.md says how a change gets in here.
            """;

    private SignatureFile() {}

    static SortedMap<String, ApiPackage> read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : new TreeMap<>();
    }

    static SortedMap<String, ApiPackage> parse(String text) {
        SortedMap<String, ApiPackage> packages = new TreeMap<>();
        Matcher section = SECTION.matcher(text);
        while (section.find()) {
            PackageVersion version = PackageVersion.parse(section.group(2));
            String released = section.group(3);
            SortedMap<String, Boolean> lines = new TreeMap<>();
            section.group(4).lines().forEach(line -> lines.put(line, false));
            packages.put(
                    section.group(1),
                    new ApiPackage(
                            section.group(1),
                            version,
                            released == null ? version : PackageVersion.parse(released),
                            lines));
        }
        return packages;
    }

    static String text(SortedMap<String, ApiPackage> packages) {
        StringBuilder text = new StringBuilder(HEAD);
        for (ApiPackage each : packages.values()) {
            text.append("\npackage ").append(each.name()).append(' ').append(each.version());
            if (!each.released().equals(each.version())) {
                text.append(", released ").append(each.released());
            }
            text.append('\n');
            each.lines().keySet().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }
}

package io.reveille.itests.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The two packages that the build has made, and the same under an older version. */
final class Packages {

    static final Path GATEWAY = Path.of(property("debian.gateway"));
    static final Path POWER = Path.of(property("debian.power"));

    private Packages() {}

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    /** Makes the same package under another version, and with other texts in one of its files. */
    static Path withVersion(Path deb, String version, String file, String text, String instead, Path folder)
            throws IOException, InterruptedException {
        Path content = folder.resolve("content");
        Program.run("dpkg-deb", "-R", deb.toString(), content.toString());
        replace(content.resolve("DEBIAN/control"), "(?m)^Version: .*$", "Version: " + version);
        replace(content.resolve(file), text, instead);
        Path made = folder.resolve("other.deb");
        Program.run("dpkg-deb", "--root-owner-group", "-Znone", "-b", content.toString(), made.toString());
        return made;
    }

    private static void replace(Path file, String text, String instead) throws IOException {
        String before = Files.readString(file);
        String after = before.replaceAll(text, instead);
        if (after.equals(before)) {
            throw new AssertionError(file + " has no " + text);
        }
        Files.writeString(file, after);
    }
}

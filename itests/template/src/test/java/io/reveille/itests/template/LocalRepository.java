package io.reveille.itests.template;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repository as {@code mvn install} leaves it, without an install: what this build has made, beside links to all that
 * the repository of this machine has from elsewhere. Nothing of this build gets into that one.
 */
final class LocalRepository {

    private static final Path REACTOR = Path.of("../..").toAbsolutePath().normalize();

    private static final List<String> MADE = List.of("schedule", "api", "core", "testing");

    private LocalRepository() {}

    static Path make(Path folder, Path real, String version) throws IOException {
        Files.createDirectories(folder.resolve("io/reveille"));
        link(real, folder, "io");
        link(real.resolve("io"), folder.resolve("io"), "reveille");
        place(folder, "reveille", version, REACTOR.resolve("pom.xml"));
        for (String bundle : MADE) {
            Path module = REACTOR.resolve("bundles").resolve(bundle);
            String artifact = "io.reveille." + bundle;
            place(folder, artifact, version, module.resolve("pom.xml"));
            place(folder, artifact, version, module.resolve("target/" + artifact + "-" + version + ".jar"));
        }
        return folder;
    }

    private static void place(Path folder, String artifact, String version, Path file) throws IOException {
        Path place = Files.createDirectories(
                folder.resolve("io/reveille").resolve(artifact).resolve(version));
        String end = file.endsWith("pom.xml") ? ".pom" : ".jar";
        Files.copy(file, place.resolve(artifact + "-" + version + end));
    }

    private static void link(Path from, Path to, String butNot) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(from)) {
            for (Path each : all) {
                if (!each.endsWith(butNot)) {
                    Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
                }
            }
        }
    }

    /** Copies a folder with all that is in it, but what a build has made there. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(path -> !from.relativize(path).startsWith("target"))
                    .toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
        return to;
    }
}

package io.reveille.itests.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The Maven of this build as somebody finds it who has installed Reveille. It leaves the network alone as long as nothing is
 * missing that was never downloaded here.
 */
final class OfflineMaven {

    static final String VERSION = property("version");

    private OfflineMaven() {}

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty("template." + name), name);
    }

    /** Writes the script {@code mvn} into a folder. */
    static Path script(Path folder) throws IOException {
        // Not in the test's own folder: JUnit would tell of each link that it deletes.
        Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
        Path repository = LocalRepository.make(
                Files.createTempDirectory(target, "repository"), Path.of(property("repository")), VERSION);
        String maven = "'" + property("maven") + "/bin/mvn' -B -Dstyle.color=never '-Dmaven.repo.local=" + repository
                + "' -Dreveille.version=" + VERSION;
        return script(folder.resolve("mvn"), """
                status=0
                said=$(%1$s -o "$@" 2>&1) || status=$?
                case $said in
                  *"offline mode"*) exec %1$s "$@" 2>&1 ;;
                esac
                printf '%%s\\n' "$said"
                exit $status
                """.formatted(maven));
    }

    static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

package io.reveille.itests.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** A copy of the gateway's distribution, for a test that puts things into it. */
record Distribution(Path home) {

    static Distribution copyTo(Path home) throws IOException {
        Files.walkFileTree(GatewayProcess.HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(home.resolve(GatewayProcess.HOME.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        home.resolve(GatewayProcess.HOME.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
        return new Distribution(home);
    }

    /** Puts another bundle into it. */
    Distribution with(Path bundle) throws IOException {
        Files.copy(bundle, bundles().resolve(bundle.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    Distribution without(String bundle) throws IOException {
        Files.delete(bundles().resolve(bundle + ".jar"));
        return this;
    }

    /** Sets a framework property. */
    Distribution with(String property, String value) throws IOException {
        Files.writeString(
                home.resolve("conf/config.properties"), property + "=" + value + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** Starts it. */
    GatewayProcess start(Path data, int port, Path logs) {
        try {
            return GatewayProcess.run(
                    List.of(
                            home.resolve("bin/gateway").toString(),
                            "--data",
                            data.toString(),
                            "--port",
                            String.valueOf(port)),
                    GatewayProcess.JAVA_HOME,
                    "",
                    Files.createDirectories(logs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bundles() {
        return home.resolve("bundle");
    }
}

package io.reveille.itests.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of the gateway's distribution, for a test that puts things into it. */
record Distribution(Path home) {

    static Distribution copyTo(Path home) throws IOException {
        Folders.copy(GatewayProcess.HOME, home);
        return new Distribution(home);
    }

    /** Puts another bundle into it. */
    Distribution with(Path bundle) throws IOException {
        Files.copy(bundle, bundles().resolve(bundle.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /**
     * Puts Equinox and its own ConfigurationAdmin in the place of Felix's, from a folder of jars. The console goes, since
     * it keeps its password with Felix's.
     */
    Distribution onEquinox(Path jars) throws IOException {
        Files.move(
                bundles().resolve("org.apache.felix.configadmin.jar"),
                home.resolve("bin/configadmin.jar"), // the launcher works with its classes
                StandardCopyOption.REPLACE_EXISTING);
        try (DirectoryStream<Path> console = Files.newDirectoryStream(
                bundles(), "{org.apache.felix.webconsole.plugins,org.apache.felix.http,io.reveille.webconsole}*")) {
            for (Path bundle : console) {
                Files.delete(bundle);
            }
        }
        try (DirectoryStream<Path> equinox = Files.newDirectoryStream(jars, "*.jar")) {
            for (Path jar : equinox) {
                boolean isFramework = jar.endsWith("org.eclipse.osgi.jar");
                Path place =
                        isFramework ? home.resolve("bin/felix.jar") : bundles().resolve(jar.getFileName());
                Files.copy(jar, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return this;
    }

    /** Sets a framework property. */
    Distribution with(String property, String value) throws IOException {
        Files.writeString(
                home.resolve("conf/config.properties"), property + "=" + value + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** Starts it, as its script does. */
    GatewayProcess start(Path data, int port, Path logs) {
        return start(List.of(home.resolve("bin/gateway").toString()), data, port, logs);
    }

    /** Starts it with what {@link #onEquinox} has put elsewhere. */
    GatewayProcess startOnEquinox(Path data, int port, Path logs) {
        String classes = Stream.of(
                        "bin/gateway.jar",
                        "bin/felix.jar",
                        "bin/configadmin.jar",
                        "bundle/org.apache.felix.webconsole.jar")
                .map(jar -> home.resolve(jar).toString())
                .collect(Collectors.joining(":"));
        return start(
                List.of(
                        GatewayProcess.JAVA_HOME + "/bin/java",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dreveille.home=" + home,
                        "-cp",
                        classes,
                        "io.reveille.gateway.Gateway"),
                data,
                port,
                logs);
    }

    private static GatewayProcess start(List<String> command, Path data, int port, Path logs) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--data", data.toString(), "--port", String.valueOf(port)));
        try {
            return GatewayProcess.run(all, GatewayProcess.JAVA_HOME, "", Files.createDirectories(logs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path bundles() {
        return home.resolve("bundle");
    }
}

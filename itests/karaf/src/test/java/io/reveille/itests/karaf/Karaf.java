package io.reveille.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A Karaf of its own: the distribution as it was unpacked, with folders and ports of this test. Nothing is fetched: Maven
 * addresses lead to the distribution and to the repository that the build has made.
 */
record Karaf(Path base, int sshPort, int webPort) {

    static final String KARAF_VERSION = property("karaf.version");
    static final String FEATURES =
            "mvn:io.reveille/io.reveille.karaf/" + property("reveille.version") + "/xml/features";

    /** For whatever a Karaf does at a start or an installation, on a machine that has other things to do. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Path HOME = Path.of(property("karaf.home"));
    static final Path REPOSITORY = Path.of(property("karaf.repository"));

    /** Makes one with users and ports, and nothing installed. */
    static Karaf in(Path folder) throws IOException {
        Karaf karaf = new Karaf(Files.createDirectory(folder.resolve("karaf")), freePort(), freePort());
        Files.createDirectories(karaf.base().resolve("data/log"));
        copy(HOME.resolve("etc"), karaf.etc(""));
        karaf.set(
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:" + HOME + "/system@id=system.repository@snapshots, file:" + REPOSITORY
                                + "@id=tested@snapshots",
                        "org.ops4j.pax.url.mvn.localRepository",
                        karaf.base().resolve("m2").toString(),
                        "org.ops4j.pax.url.mvn.settings",
                        karaf.base().resolve("no-settings.xml").toString(),
                        "org.ops4j.pax.url.mvn.repositories",
                        ""));
        karaf.set(
                "org.apache.karaf.shell.cfg",
                Map.of("sshPort", String.valueOf(karaf.sshPort()), "sshHost", "127.0.0.1"));
        karaf.set(
                "org.apache.karaf.management.cfg",
                Map.of("rmiRegistryPort", String.valueOf(freePort()), "rmiServerPort", String.valueOf(freePort())));
        karaf.set(
                "org.ops4j.pax.web.cfg",
                Map.of(
                        "org.osgi.service.http.port",
                        String.valueOf(karaf.webPort()),
                        "org.ops4j.pax.web.listening.addresses",
                        "127.0.0.1"));
        karaf.write("users.properties", """
                karaf = karaf,_g_:admingroup
                guest = guest,viewer,ssh
                _g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh
                """);
        return karaf;
    }

    KarafProcess start() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KARAF_BASE", base.toString());
        environment.put("KARAF_ETC", etc("").toString());
        environment.put("KARAF_DATA", base.resolve("data").toString());
        environment.put("KARAF_LOG", base.resolve("data/log").toString());
        environment.put("KARAF_EXEC", "exec"); // the process is then Java itself, and a signal reaches it
        environment.put("JAVA_MAX_MEM", "256m");
        return new KarafProcess(List.of(HOME.resolve("bin/karaf").toString(), "server"), environment, "", base);
    }

    /** Karaf's own client, which carries out commands from its standard input. */
    KarafProcess client(String commands) {
        return new KarafProcess(
                List.of(
                        HOME.resolve("bin/client").toString(),
                        "-b",
                        "-h",
                        "127.0.0.1",
                        "-a",
                        String.valueOf(sshPort),
                        "-u",
                        "karaf",
                        "-p",
                        "karaf"),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                commands,
                base);
    }

    Path etc(String file) {
        return base.resolve("etc").resolve(file);
    }

    /** Writes a file of {@code etc}. */
    void write(String file, String text) throws IOException {
        Files.writeString(etc(file), text);
    }

    /** Writes the file of a job that logs a message each second. */
    void writeJob(String name, String message) throws IOException {
        write("io.reveille.job-" + name + ".cfg", """
                name = %s
                schedule = every second
                handler = log
                tags = greeting, daily
                args = {"message": "%s"}
                """.formatted(name, message));
    }

    /** Sets properties in a file of {@code etc}; the other lines stay. */
    void set(String file, Map<String, String> properties) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(etc(file))) {
            boolean isPart = false; // of a value over several lines that is replaced
            for (String line : Files.readAllLines(etc(file), StandardCharsets.UTF_8)) {
                boolean isReplaced = isPart || properties.keySet().stream().anyMatch(key -> isOf(line, key));
                isPart = isReplaced && line.endsWith("\\");
                if (!isReplaced) {
                    lines.add(line);
                }
            }
        }
        properties.forEach((key, value) -> lines.add(key + " = " + value));
        Files.write(etc(file), lines);
    }

    private static boolean isOf(String line, String key) {
        return line.startsWith(key) && line.substring(key.length()).strip().startsWith("=");
    }

    /** Takes a line out of a file of {@code etc}. */
    void remove(String file, String part) throws IOException {
        Files.write(
                etc(file),
                Files.readAllLines(etc(file)).stream()
                        .filter(line -> !line.contains(part))
                        .toList());
    }

    /** What Karaf has logged. */
    String log() {
        Path log = base.resolve("data/log/karaf.log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : (Iterable<Path>) files::iterator) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}

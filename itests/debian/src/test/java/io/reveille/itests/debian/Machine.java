package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A machine to install packages on: this one, seen through a layer that takes all that is written. It has the packages,
 * the Java and the users of this one, its own processes and mounts, and its network; no systemd runs in it. Nothing is
 * left of it but the layer, in a folder of the test.
 */
final class Machine implements AutoCloseable {

    // Processes and mounts end with the first process of the machine, and that with its input: when the test ends.
    private static final String MAKE = """
            set -e
            mount -t overlay overlay -o lowerdir=/,upperdir=$0/upper,workdir=$0/work $0/root
            mount -t proc proc $0/root/proc
            mount --rbind /dev $0/root/dev
            mount -t tmpfs -o mode=755 tmpfs $0/root/run
            mount --bind $0/shared $0/root/mnt
            echo made
            exec chroot $0/root cat
            """;

    private final Path shared;
    private final Process holder;
    private final String first;

    private Machine(Path shared, Process holder, String first) {
        this.shared = shared;
        this.holder = holder;
        this.first = first;
    }

    /** Why there can be no such machine here; empty if there can. */
    static Optional<String> whyNot(Path folder) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("only root may install a package");
        }
        for (String program : List.of("unshare", "nsenter", "mount", "chroot", "dpkg", "setpriv", "adduser", "perl")) {
            if (!Program.isThere(program)) {
                return Optional.of("there is no " + program + " here; ./verify installs it");
            }
        }
        try (Machine tried = new Machine(folder, start(folder), "")) {
            String said = firstLine(tried.holder);
            return said.equals("made")
                    ? Optional.empty()
                    : Optional.of("a file system cannot be laid over this one (" + said + ")");
        }
    }

    static Machine make(Path folder) throws IOException, InterruptedException {
        Process holder = start(folder);
        assertThat(firstLine(holder)).isEqualTo("made");
        String first =
                String.valueOf(holder.children().findFirst().orElseThrow().pid());
        return new Machine(folder.resolve("shared"), holder, first);
    }

    private static Process start(Path folder) throws IOException {
        for (String each : List.of("upper", "work", "root", "shared")) {
            Files.createDirectories(folder.resolve(each));
        }
        return new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "--pid",
                        "--fork",
                        "--kill-child=KILL",
                        "sh",
                        "-c",
                        MAKE,
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String firstLine(Process holder) throws IOException {
        // The process lives on, and its output stays open.
        String line =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return line == null ? "nothing is said" : line;
    }

    /** The command that runs another one in this machine. */
    List<String> inside(String... command) {
        List<String> words = new ArrayList<>(List.of(
                "nsenter",
                "--target=" + first,
                "--mount",
                "--pid",
                "--root",
                "env",
                "--chdir=/",
                "-i",
                "PATH=" + Program.PATH,
                "LC_ALL=C.UTF-8",
                "DEBIAN_FRONTEND=noninteractive"));
        words.addAll(List.of(command));
        return words;
    }

    Program.Said call(String... command) throws IOException, InterruptedException {
        return Program.call(inside(command), "");
    }

    /** Runs a command that has to succeed; returns what it said. */
    String run(String... command) throws IOException, InterruptedException {
        Program.Said said = call(command);
        assertThat(said.status())
                .as("%s%n%s", String.join(" ", command), said.text())
                .isZero();
        return said.text();
    }

    /** Runs a line of the shell that has to succeed; returns what it said. */
    String shell(String line) throws IOException, InterruptedException {
        return run("sh", "-ec", line);
    }

    boolean has(String file) throws IOException, InterruptedException {
        return call("test", "-e", file).status() == 0;
    }

    /** Installs packages as an operator does who has their files. */
    String install(Path... packages) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("dpkg", "--force-unsafe-io")); // nothing has to be synced here
        // A Java that no package has brought runs the gateway as well, but dpkg knows nothing of it.
        if (!hasPackagedJava()) {
            System.err.println(
                    "Machine: no package of this machine brings a Java 17, so dpkg is not asked to look for one");
            command.add("--force-depends");
        }
        command.add("--install");
        for (Path each : packages) {
            Path copy = Files.createTempFile(shared, "package", ".deb");
            Files.write(copy, Files.readAllBytes(each));
            command.add("/mnt/" + copy.getFileName());
        }
        return run(command.toArray(String[]::new));
    }

    private boolean hasPackagedJava() throws IOException, InterruptedException {
        return call("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Provides}\n")
                .text()
                .lines()
                .anyMatch(line -> line.startsWith("installed ")
                        && line.matches(".* (openjdk-17-jre-headless|.*java17-runtime-headless).*"));
    }

    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        try {
            if (!holder.waitFor(20, TimeUnit.SECONDS)) {
                holder.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

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
import java.util.stream.Stream;

/**
 * A machine to install packages on: this one, seen through a layer that takes all that is written. It has the packages,
 * the Java and the users of this one, its own processes and mounts; either its network and no systemd, or systemd and a
 * network of its own. Nothing is left of it but the layer, in a folder of the test.
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

    // As systemd expects it in a container the kernel's settings can be read alone; clock, network, devices and cgroups
    // of the real machine are out of reach.
    private static final String BOOTED = """
            set -e
            mount -t overlay overlay -o lowerdir=/,upperdir=$0/upper,workdir=$0/work $0/root
            mount -t proc proc $0/root/proc
            mount --bind $0/root/proc/sys $0/root/proc/sys
            mount -o remount,bind,ro $0/root/proc/sys
            mount -t sysfs -o ro sysfs $0/root/sys
            mount -t cgroup2 cgroup2 $0/root/sys/fs/cgroup
            mount -t tmpfs -o mode=755 tmpfs $0/root/run
            mount -t tmpfs -o mode=1777 tmpfs $0/root/tmp # which a boot empties
            mount --bind $0/shared $0/root/mnt
            mount -t tmpfs -o mode=755 tmpfs $0/root/dev
            for node in null zero full random urandom tty; do
              touch $0/root/dev/$node
              mount --bind /dev/$node $0/root/dev/$node
            done
            mkdir $0/root/dev/pts $0/root/dev/shm
            mount -t devpts -o newinstance,ptmxmode=666 devpts $0/root/dev/pts
            ln -s pts/ptmx $0/root/dev/ptmx
            ln -s /proc/self/fd $0/root/dev/fd
            : >$0/root/etc/fstab
            rm -f $0/root/usr/sbin/policy-rc.d
            rm -f $0/root/etc/systemd/system/apparmor.service
            : >$0/root/etc/systemd/system/apparmor.service # which masks it
            echo made
            exec env -i container=reveille-test PATH=/usr/sbin:/usr/bin:/sbin:/bin \
              setpriv --bounding-set=-sys_time,-sys_module,-sys_boot,-sys_rawio \
              chroot $0/root /lib/systemd/systemd --system --log-target=null --show-status=no systemd.unit=basic.target
            """;

    // A group of its own for all processes of the machine, which systemd takes for the whole tree.
    private static final String BOOT = """
            set -e
            mkdir $0/groups
            mount -t cgroup2 cgroup2 $0/groups
            group=$0/groups/reveille-test-$$
            mkdir $group
            (
              sh -c 'echo $PPID' >$group/cgroup.procs
              exec unshare --mount --propagation private --pid --cgroup --uts --ipc --net --fork --kill-child=KILL \
                sh -c "$1" $0
            ) &
            cat >/dev/null
            kill -KILL $! 2>/dev/null || true
            wait $! || true
            tries=0
            until find $group -depth -type d -exec rmdir {} + 2>/dev/null || [ $tries = 50 ]; do
              tries=$((tries + 1))
              sleep 0.1
            done
            """;

    private static final List<String> NAMESPACES = List.of("--mount", "--pid");
    private static final List<String> BOOTED_NAMESPACES =
            List.of("--mount", "--pid", "--cgroup", "--uts", "--ipc", "--net");

    private final Path shared;
    private final Process holder;
    private final List<String> namespaces;

    private Machine(Path shared, Process holder, List<String> namespaces) {
        this.shared = shared;
        this.holder = holder;
        this.namespaces = namespaces;
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
        Process holder = start(folder);
        try (Machine tried = new Machine(folder, holder, NAMESPACES)) {
            String said = firstLine(tried.holder);
            return said.equals("made")
                    ? Optional.empty()
                    : Optional.of("a file system cannot be laid over this one (" + said + ")");
        }
    }

    /** Makes one without systemd. */
    static Machine make(Path folder) throws IOException, InterruptedException {
        Process holder = start(folder);
        assertThat(firstLine(holder)).isEqualTo("made");
        return new Machine(folder.resolve("shared"), holder, NAMESPACES);
    }

    /** Makes one whose systemd has booted; empty where that cannot be done. */
    static Optional<Machine> boot(Path folder) throws IOException, InterruptedException {
        folders(folder);
        Process holder = new ProcessBuilder(
                        "unshare", "--mount", "--propagation", "private", "sh", "-c", BOOT, folder.toString(), BOOTED)
                .redirectErrorStream(true)
                .start();
        Machine machine = new Machine(folder.resolve("shared"), holder, BOOTED_NAMESPACES);
        String said = firstLine(holder);
        if (said.equals("made")) {
            for (int look = 0; look < 300; look++) {
                if (machine.call("systemctl", "is-active", "basic.target")
                        .text()
                        .startsWith("active")) {
                    return Optional.of(machine);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            said = "systemd has not come up within 30 s";
        }
        System.err.println("Machine: systemd cannot be booted here (" + said + ")");
        machine.close();
        return Optional.empty();
    }

    private static void folders(Path folder) throws IOException {
        for (String each : List.of("upper", "work", "root", "shared")) {
            Files.createDirectories(folder.resolve(each));
        }
    }

    private static Process start(Path folder) throws IOException {
        folders(folder);
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
        List<String> words = new ArrayList<>(List.of("nsenter", "--target=" + first()));
        words.addAll(namespaces);
        words.addAll(List.of(
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

    /** The machine's first process: the child of the process that has made its namespaces. */
    private long first() {
        Stream<ProcessHandle> makers = namespaces.equals(NAMESPACES) ? Stream.of(holder.toHandle()) : holder.children();
        return makers.flatMap(ProcessHandle::children).findFirst().orElseThrow().pid();
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
            shell("command -v java >/dev/null || ln -s " + System.getProperty("java.home")
                    + "/bin/java /usr/local/bin/java");
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

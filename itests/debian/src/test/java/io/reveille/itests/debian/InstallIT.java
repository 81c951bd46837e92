package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the packages leave on a machine, and what they take away again. */
@Timeout(120)
class InstallIT {

    private static final String ENABLED = "/etc/systemd/system/multi-user.target.wants/reveille-gateway.service";

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void make() throws Exception {
        Optional<String> why = Machine.whyNot(Files.createDirectory(folder.resolve("tried")));
        why.ifPresent(reason -> System.err.println("InstallIT is skipped: " + reason));
        assumeTrue(why.isEmpty(), () -> why.orElseThrow());
        machine = Machine.make(Files.createDirectory(folder.resolve("machine")));
    }

    @AfterEach
    void leave() throws Exception {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    void hasAUserAndAFolderOfItsOwnAndIsEnabled() throws Exception {
        machine.install(Packages.GATEWAY);

        assertThat(machine.run("getent", "passwd", "reveille"))
                .matches("reveille:x:\\d+:\\d+:.*:/nonexistent:.*/nologin\n");
        assertThat(machine.run("id", "-Gn", "reveille")).isEqualTo("reveille\n");
        assertThat(machine.run("stat", "-c", "%U:%G %a", "/var/lib/reveille")).isEqualTo("reveille:reveille 700\n");
        for (String file : List.of("config.properties", "logback.xml", "commands.txt")) {
            assertThat(machine.run("stat", "-c", "%U:%G %a", "/etc/reveille/" + file))
                    .as(file)
                    .isEqualTo("root:root 644\n");
        }
        assertThat(machine.run("readlink", ENABLED)).contains("systemd/system/reveille-gateway.service");
        assertThat(machine.run("/usr/share/reveille-gateway/bin/gateway", "--help"))
                .contains("--service", "--conf DIR");
        assertThat(machine.run("dpkg", "--verify", "reveille-gateway")).isEmpty();
    }

    @Test
    void systemdUnderstandsTheUnitAndThePowerPackageOpensWhatItHasTo() throws Exception {
        assumeTrue(Program.isThere("systemd-analyze"), () -> {
            System.err.println(
                    "InstallIT: the unit is not verified, there is no systemd-analyze; ./verify installs it");
            return "there is no systemd-analyze";
        });
        machine.install(Packages.GATEWAY);
        assertThat(verified()).isEmpty();
        assertThat(exposure()).isEqualTo(documented("without the power package"));

        machine.install(Packages.POWER);
        assertThat(verified()).isEmpty();
        assertThat(exposure()).isEqualTo(documented("with the power package"));
        String rules = "/usr/lib/tmpfiles.d/reveille-gateway-power.conf";
        // On a folder that stands for the kernel's files, which are everybody's.
        machine.shell(
                "mkdir -p /mnt/r/sys/power /mnt/r/sys/class/rtc/rtc0 /mnt/r/etc; cp /etc/passwd /etc/group /mnt/r/etc/;"
                        + " for file in power/state power/wakeup_count power/disk class/rtc/rtc0/wakealarm class/rtc/rtc0/time;"
                        + " do touch /mnt/r/sys/$file; chmod 644 /mnt/r/sys/$file; done");
        machine.run("systemd-tmpfiles", "--root=/mnt/r", "--create", rules);

        assertThat(machine.shell("cd /mnt/r/sys; stat -c '%n %G %a' power/* class/rtc/rtc0/*")
                        .lines())
                .containsExactly(
                        "power/disk root 644",
                        "power/state reveille 664",
                        "power/wakeup_count reveille 664",
                        "class/rtc/rtc0/time root 644",
                        "class/rtc/rtc0/wakealarm reveille 664");

        machine.shell("echo Nonsense=yes >>/usr/lib/systemd/system/reveille-gateway.service.d/power.conf");
        assertThat(machine.call("systemd-analyze", "verify", Unit.FILE).text())
                .as("drop-ins are verified as well")
                .contains("power.conf", "Nonsense");
        machine.run("dpkg", "--remove", "reveille-gateway-power");
        assertThat(machine.has("/usr/lib/systemd/system/reveille-gateway.service.d"))
                .isFalse();
    }

    @Test
    void anUpdateAndARemovalKeepDataAndEditsAndAPurgeTheDataUnlessItIsToldOtherwise() throws Exception {
        Path older = Packages.withVersion(
                Packages.GATEWAY,
                "0.0.1-1",
                "etc/reveille/logback.xml",
                "level=\"INFO\"",
                "level=\"WARN\"",
                Files.createDirectory(folder.resolve("older")));
        machine.install(older);
        machine.shell("echo mine >/var/lib/reveille/mine; chown reveille: /var/lib/reveille/mine");
        machine.shell("echo '# mine' >>/etc/reveille/config.properties");
        machine.shell("rm " + ENABLED); // as systemctl disable does

        machine.install(Packages.GATEWAY);

        assertThat(machine.run("tail", "-n", "1", "/etc/reveille/config.properties"))
                .isEqualTo("# mine\n");
        assertThat(machine.run("cat", "/etc/reveille/logback.xml")).contains("level=\"INFO\"");
        assertThat(machine.run("cat", "/var/lib/reveille/mine")).isEqualTo("mine\n");
        assertThat(machine.has(ENABLED)).as("enabled again").isFalse();

        machine.run("dpkg", "--remove", "reveille-gateway");
        assertThat(machine.has("/usr/share/reveille-gateway")).isFalse();
        assertThat(machine.run("tail", "-n", "1", "/etc/reveille/config.properties"))
                .isEqualTo("# mine\n");
        assertThat(machine.run("cat", "/var/lib/reveille/mine")).isEqualTo("mine\n");

        machine.run("dpkg", "--purge", "reveille-gateway");
        assertThat(machine.has("/etc/reveille/config.properties")).isFalse();
        assertThat(machine.run("cat", "/var/lib/reveille/mine")).isEqualTo("mine\n");
    }

    @Test
    void aPurgeThatIsToldToTakesTheDataAlsoFromAnotherDisk() throws Exception {
        machine.shell("mkdir /var/lib/reveille; mount -t tmpfs tmpfs /var/lib/reveille");
        purgeWithData();
        assertThat(machine.shell("ls -A /var/lib/reveille"))
                .as("a disk that is mounted there")
                .isEmpty();

        machine.shell(
                "umount /var/lib/reveille; rmdir /var/lib/reveille; mkdir /srv/r; ln -s /srv/r /var/lib/reveille");
        purgeWithData();
        assertThat(machine.call("test", "-L", "/var/lib/reveille").status())
                .as("the link")
                .isEqualTo(1);
        assertThat(machine.shell("ls -A /srv/r")).as("what it leads to").isEmpty();
    }

    private void purgeWithData() throws Exception {
        machine.install(Packages.GATEWAY);
        machine.shell("mkdir /var/lib/reveille/state; echo mine >/var/lib/reveille/state/mine");
        machine.shell("echo 'reveille-gateway reveille-gateway/purge-data boolean true' | debconf-set-selections");
        machine.run("dpkg", "--purge", "reveille-gateway");
        assertThat(machine.has("/etc/reveille")).isFalse();
    }

    /** Whatever systemd has to say about the unit and its drop-ins. */
    private String verified() throws Exception {
        Program.Said said = machine.call("systemd-analyze", "verify", "--recursive-errors=no", Unit.FILE);
        assertThat(said.status()).as(said.text()).isZero();
        return said.text();
    }

    private String exposure() throws Exception {
        String said = machine.run("systemd-analyze", "security", "--offline=yes", "--no-pager", Unit.FILE);
        return said.replaceAll("(?s).*Overall exposure level for reveille-gateway.service: ([0-9.]+) .*", "$1");
    }

    private static String documented(String what) throws Exception {
        String page = Files.readString(Path.of("../../docs/debian.md"));
        assertThat(page).contains(what);
        return page.replaceAll("(?s).*\\| " + what + " \\| ([0-9.]+) .*", "$1");
    }
}

package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service below a systemd that really runs: its readiness, its walls, and what follows its ends. */
@Timeout(240)
class BootIT {

    private static final String SERVICE = "reveille-gateway.service";

    @TempDir
    Path folder;

    private Machine machine;

    @BeforeEach
    void boot() throws Exception {
        Optional<String> why = Machine.whyNot(Files.createDirectory(folder.resolve("tried")));
        why.ifPresent(reason -> System.err.println("BootIT is skipped: " + reason));
        assumeTrue(why.isEmpty(), () -> why.orElseThrow());
        Optional<Machine> booted = Machine.boot(Files.createDirectory(folder.resolve("machine")));
        assumeTrue(booted.isPresent(), "systemd cannot be booted here");
        machine = booted.orElseThrow();
    }

    @AfterEach
    void leave() throws Exception {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    void isReadyRunsJobsBehindItsWallsAndIsStartedAgainAsTheGuideSays() throws Exception {
        machine.install(Packages.GATEWAY);
        assertThat(shown("ActiveState")).as("once the installation is over").isEqualTo("active");
        assertThat(shown("StatusText")).startsWith("Jobs are scheduled; the console is at http://127.0.0.1:8080");

        job("upload", "handler = log\nargs = {\"message\": \"up\"}");
        job("load", "handler = host-telemetry");
        until(() -> ask("reveille:jobs")
                        .lines()
                        .filter(line -> line.contains("SUCCEEDED"))
                        .count()
                == 2);
        String password = machine.run("reveille-gateway", "password").replaceAll("(?s).*password  (\\S+)\n.*", "$1");
        assertThat(machine.run("journalctl", "--unit=" + SERVICE, "--output=cat"))
                .contains("upload: up")
                .doesNotContain(password);

        assertThat(shown("RestartUSec")).isEqualTo("10s");
        machine.shell("mkdir -p /run/systemd/system/" + SERVICE + ".d;"
                + " printf '[Service]\\nRestartSec=1\\n' >/run/systemd/system/" + SERVICE + ".d/soon.conf;"
                + " systemctl daemon-reload"); // the test does not wait for all of it
        String before = shown("MainPID");
        machine.run("systemctl", "kill", "--signal=KILL", SERVICE);
        until(() -> !shown("MainPID").equals(before) && shown("ActiveState").equals("active"));
        assertThat(shown("NRestarts")).isEqualTo("1");
        until(() -> ask("reveille:jobs").contains("upload"));

        Path newer = Packages.withVersion(
                Packages.GATEWAY,
                "9:0-1",
                "usr/share/reveille-gateway/licences/slf4j.txt",
                "(?s)$",
                "\n",
                Files.createDirectory(folder.resolve("newer")));
        String old = shown("MainPID");
        machine.install(newer);
        assertThat(shown("ActiveState")).as("after an update").isEqualTo("active");
        assertThat(shown("MainPID")).as("the process of the update").isNotEqualTo(old);
        assertThat(ask("reveille:jobs")).contains("upload");

        machine.run("systemctl", "stop", SERVICE);
        assertThat(shown("Result")).isEqualTo("success");
        assertThat(shown("ExecMainStatus")).isEqualTo("143");

        machine.shell("echo 'GATEWAY_OPTIONS=--prot' >>/etc/default/reveille-gateway");
        assertThat(machine.call("systemctl", "start", SERVICE).status()).isNotZero();
        assertThat(shown("ExecMainStatus")).isEqualTo("2");
        assertThat(shown("ActiveState")).as("not started again").isEqualTo("failed");
    }

    @Test
    void comesBackAfterAnUpdateBesideThePowerPackageABrokenPasswordAndARemoval() throws Exception {
        machine.install(Packages.GATEWAY);
        machine.shell(
                "echo 'GATEWAY_OPTIONS=--port 8081' >>/etc/default/reveille-gateway"); // systemd asks for no quotes
        machine.run("systemctl", "restart", SERVICE);
        assertThat(shown("StatusText")).contains("127.0.0.1:8081");
        assertThat(machine.run("reveille-gateway", "ask", "reveille:jobs")).contains("there is no such job");

        machine.install(Packages.POWER);
        assertThat(shown("ActiveState"))
                .as("with the kernel's files read-only, as in a container")
                .isEqualTo("active");
        machine.install(Packages.withVersion(
                Packages.GATEWAY,
                "9:0-1",
                "usr/share/reveille-gateway/licences/slf4j.txt",
                "(?s)$",
                "\n",
                Files.createDirectory(folder.resolve("newer"))));
        assertThat(shown("ActiveState"))
                .as("after an update of the gateway alone")
                .isEqualTo("active");

        String before = shown("MainPID");
        machine.shell(
                "mkfifo /run/typed; exec 3<>/run/typed;"
                        + " setsid sh -c 'echo $$ >/run/terminal; exec reveille-gateway password --reset' <&3 >/dev/null 2>&1 &");
        until(() -> shown("ActiveState").equals("inactive"));
        machine.shell("kill -HUP -$(cat /run/terminal)");
        until(() -> shown("ActiveState").equals("active"));
        assertThat(shown("MainPID")).as("started again").isNotEqualTo(before);

        machine.run("dpkg", "--remove", "reveille-gateway-power", "reveille-gateway");
        assertThat(shown("ActiveState")).isEqualTo("inactive");
        machine.install(Packages.GATEWAY);
        assertThat(shown("ActiveState")).as("installed again").isEqualTo("active");
    }

    private void job(String name, String lines) throws Exception {
        Files.writeString(
                folder.resolve("machine/shared/job"),
                "name = " + name + "\nschedule = every 1 seconds\n" + lines + "\n");
        machine.shell("install -o reveille -g reveille -m 600 /mnt/job" + " /var/lib/reveille/load/io.reveille.job-"
                + name + ".cfg");
    }

    private String ask(String commands) throws Exception {
        return machine.call("reveille-gateway", "ask", commands).text();
    }

    private String shown(String property) throws Exception {
        return machine.run("systemctl", "show", "--property=" + property, "--value", SERVICE)
                .strip();
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }
}

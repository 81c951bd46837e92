package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installed service: from the first start to an update and a new password, with the jobs kept. */
@Timeout(240)
class ServiceIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String JOB = """
            # The upload
            name = upload
            schedule = every 1 seconds
            handler = log
            args = {"message": "up"}
            """;

    @TempDir
    Path folder;

    private Machine machine;
    private int port;

    @BeforeEach
    void install() throws Exception {
        Optional<String> why = Machine.whyNot(Files.createDirectory(folder.resolve("tried")));
        why.ifPresent(reason -> System.err.println("ServiceIT is skipped: " + reason));
        assumeTrue(why.isEmpty(), () -> why.orElseThrow());
        Path older = Packages.withVersion(
                Packages.GATEWAY,
                "0.0.1-1",
                "etc/reveille/commands.txt",
                "(?s)$",
                "# an older remark\n",
                Files.createDirectory(folder.resolve("older")));
        machine = Machine.make(Files.createDirectory(folder.resolve("machine")));
        machine.install(older);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        machine.shell("echo 'GATEWAY_OPTIONS=\"--port " + port + "\"' >>/etc/default/reveille-gateway");
    }

    @AfterEach
    void leave() throws Exception {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    void runsJobsFromItsFolderThroughKillsAndUpdatesAndTakesANewPassword() throws Exception {
        Program.Said early = machine.call("reveille-gateway", "password");
        assertThat(early.status()).isEqualTo(1);
        assertThat(early.text()).contains("no password yet");

        Console console;
        try (GatewayService gateway = GatewayService.start(machine, folder).awaitReady()) {
            assertThat(gateway.told()).contains("STATUS=Jobs are scheduled", "http://127.0.0.1:" + port);
            console = new Console(port, firstPassword());
            assertThat(console.status()).isEqualTo(200);
            assertThat(gateway.output() + gateway.errors())
                    .as("what the journal has, which many may read")
                    .contains("first-password")
                    .doesNotContain(console.password());
            assertThat(console.jobs()).as("a new gateway has no jobs").isEmpty();
            assertThat(machine.run("reveille-gateway", "ask", "reveille:jobs")).contains("there is no such job");

            addJob();
            gateway.await(SOON).until(() -> console.runs("upload") > 1);
            assertThat(gateway.output()).contains("<6>");
            save(console, "upload", "every 2 seconds");
            gateway.await(SOON)
                    .until(() ->
                            machine.shell("cat /var/lib/reveille/load/*.cfg").contains("every 2 seconds"));
            save(console, "by-hand", "every day at 03:00");
            gateway.await(SOON)
                    .until(() -> machine.shell("ls /var/lib/reveille/state").contains("page"));

            machine.install(Packages.GATEWAY);
            assertThat(console.status())
                    .as("it runs on until it is started again")
                    .isEqualTo(200);
            assertThat(gateway.end("KILL")).isEqualTo(137);
        }
        assertThat(machine.run("cat", "/etc/default/reveille-gateway")).contains("--port " + port);
        assertThat(machine.run("cat", "/etc/reveille/commands.txt")).doesNotContain("an older remark");

        setPassword("another long password");
        try (GatewayService gateway = GatewayService.start(machine, folder).awaitReady()) {
            assertThat(console.status()).isEqualTo(401);
            Console again = new Console(port, "another long password");
            assertThat(again.status()).isEqualTo(200);
            gateway.await(SOON).until(() -> again.runs("upload") > 1);
            assertThat(again.job("upload").get("schedule").getAsString()).isEqualTo("every 2 seconds");
            assertThat(again.job("by-hand").get("schedule").getAsString()).startsWith("every day at 03:00");
            assertThat(gateway.end("TERM")).isEqualTo(143);
            assertThat(gateway.output()).contains("Reveille gateway has stopped");
        }
    }

    private void addJob() throws Exception {
        Files.writeString(folder.resolve("machine/shared/job"), JOB);
        machine.shell("install -o reveille -g reveille -m 600 /mnt/job"
                + " /var/lib/reveille/load/io.reveille.job-upload.cfg");
    }

    private static void save(Console console, String name, String schedule) throws Exception {
        console.post(
                "save",
                "{\"definition\": {\"name\": \"" + name + "\", \"schedule\": \"" + schedule
                        + "\", \"handler\": \"log\", \"args\": {\"message\": \"up\"}}}");
    }

    private String firstPassword() throws Exception {
        String said = machine.run("reveille-gateway", "password");
        assertThat(said).contains("user      admin");
        return said.replaceAll("(?s).*password  (\\S+)\n.*", "$1");
    }

    private void setPassword(String password) throws Exception {
        Program.Said said = Program.call(machine.inside("reveille-gateway", "password", "--reset"), password + "\n");
        assertThat(said.text()).contains("admin has a new password").doesNotContain(password);
        assertThat(said.status()).isZero();
        Program.Said first = machine.call("reveille-gateway", "password");
        assertThat(first.status()).isEqualTo(1);
        assertThat(first.text()).contains("was changed", "--reset");
    }
}

package io.reveille.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Karaf as it is delivered, with the features as docs/karaf.md installs them. One Karaf for all, since each start takes its time:
 * the tests that start it anew come last.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class KarafIT {

    /** The runs of at most 30 seconds, every 2 seconds, that are not saved yet when a kill comes. */
    private static final int UNSAVED = 15;

    private static final Duration SOON = Duration.ofMinutes(1);

    private Karaf karaf;
    private Ssh ssh;
    private KarafProcess process;

    @BeforeAll
    void install(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path temp) throws IOException {
        karaf = Karaf.in(temp);
        ssh = new Ssh(karaf.sshPort());
        karaf.writeJob("hello", "hello from etc");
        start();
        ssh.told("feature:repo-add " + Karaf.FEATURES);
        ssh.told("feature:install reveille reveille-power reveille-web");
    }

    private void start() {
        process = karaf.start();
        process.await(Karaf.PATIENCE).until(ssh::isThere);
    }

    @AfterAll
    void stop() {
        process.close();
    }

    @Test
    @Order(1)
    void everyBundleIsActive() {
        everyBundleIs(10);
    }

    private void everyBundleIs(int count) {
        await().atMost(SOON).untilAsserted(() -> Bundles.areActive(ssh, count));
    }

    @Test
    @Order(2)
    void aFileInEtcIsAJobAndRuns() throws IOException {
        awaitRuns(2);
        assertThat(ssh.told("reveille:jobs -t daily")).contains("hello").contains("every second");

        karaf.writeJob("later", "hello later");
        await().atMost(SOON).until(() -> karaf.log().contains("hello later"));
        Files.delete(karaf.etc("io.reveille.job-later.cfg"));
        await().atMost(SOON).until(() -> !ssh.told("reveille:jobs").contains("later"));
    }

    @Test
    @Order(3)
    void whatACommandSaysIsPrintedOnceWhereNobodyTypes() {
        String explained = ssh.told("reveille:explain hello");
        assertThat(explained.strip().lines()).hasSize(1);
        assertThat(explained).contains("Every second");
        assertThat(ssh.told("reveille:jobs | grep hello").strip().lines()).hasSize(1);
        assertThat(ssh.told("reveille:power")).contains("back end");
        assertThat(ssh.told("reveille:log 5").strip()).isNotEmpty();
        assertThat(ssh.said("reveille:explain helo").text()).contains("There is no job named \"helo\"");
        assertThat(karaf.log()).doesNotContain("There is no job named");
    }

    @Test
    @Order(3)
    void aScriptOfCommandsIsAnswered() {
        try (KarafProcess client = karaf.client("reveille:explain hello\n")) {
            assertThat(client.awaitEnd(SOON)).as(client.errors()).isZero();
            assertThat(client.output()).containsOnlyOnce("its schedule says: Every second.");
        }
    }

    @Test
    @Order(3)
    void aTerminalShowsItOnce() {
        String shown = ssh.typed("reveille:check @daily\recho the-$(echo end)\r", "the-end");
        assertThat(Pattern.compile("Every day at 00:00")
                        .matcher(shown)
                        .results()
                        .count())
                .as(shown)
                .isEqualTo(1);
    }

    @Test
    @Order(3)
    void helpSaysHowACommandIsUsed() {
        String usage = "reveille:jobs [-t TAG] [-s STATE] [--json]";
        assertThat(ssh.told("reveille:jobs --help")).contains(usage, "all jobs; with -t those with a tag");
        assertThat(ssh.told("reveille:log --help")).contains("reveille:log [N]");
        // Karaf's own help says nothing of any command where nobody types.
        assertThat(ssh.typed("help reveille:jobs\r", usage)).contains("all jobs; with -t those with a tag");
    }

    @Test
    @Order(3)
    void namesAreCompleted() {
        assertThat(ssh.typed("reveille:expl\t", "reveille:explain")).contains("reveille:explain");
        assertThat(ssh.typed("reveille:explain he\t", "reveille:explain hello")).contains("reveille:explain hello");
        assertThat(ssh.typed("reveille:jobs -t gre\t", "-t greeting")).contains("-t greeting");
        assertThat(ssh.typed("reveille:jobs -s hel\t", "-s held")).contains("-s held");
        ssh.told("reveille:add \"every day\" log name=\"night upload\" message=x");
        assertThat(ssh.typed("reveille:explain nig\t --help\r", "reveille:explain NAME"))
                .contains("reveille:explain NAME");
        ssh.told("reveille:remove \"night upload\"");
    }

    @Test
    @Order(3)
    void whoHasNotTheRoleChangesNothing() throws IOException {
        Ssh guest = new Ssh(karaf.sshPort(), "guest");
        String guide = Files.readString(Path.of(System.getProperty("karaf.guide")));
        Matcher roles = Pattern.compile("(?s)command\\.acl\\.reveille\\.cfg`:\n\n```\n(.*?)```")
                .matcher(guide);
        assertThat(roles.find()).isTrue();
        karaf.write("org.apache.karaf.command.acl.reveille.cfg", roles.group(1));
        await().atMost(SOON)
                .until(() -> guest.said("reveille:pause hello").text().contains("Command not found"));

        assertThat(guest.told("reveille:jobs")).contains("hello");
        for (String command :
                new String[] {"add \"every hour\" log name=x", "edit hello tags=x", "remove hello", "export x"}) {
            assertThat(guest.said("reveille:" + command).text()).as(command).contains("Command not found");
        }
        assertThat(ssh.told("reveille:pause hello")).contains("paused");
        assertThat(ssh.told("reveille:resume hello")).contains("It runs next");
    }

    @Test
    @Order(4)
    void thePageIsBehindTheConsolesUsers() {
        assertThat(new Web(karaf.webPort(), "").get("/reveille/").statusCode()).isEqualTo(401);
        assertThat(new Web(karaf.webPort(), "").get("/reveille/api/jobs").statusCode())
                .isEqualTo(401);
        assertThat(new Web(karaf.webPort(), "karaf:wrong").get("/reveille/").statusCode())
                .isEqualTo(401);

        Web web = web();
        await().atMost(SOON).until(() -> web.get("/reveille/").statusCode() == 200);
        HttpResponse<String> page = web.get("/reveille/");
        assertThat(page.body()).contains("<title>", "ui/app.js").doesNotContain("Karaf Web Console");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(web.get("/reveille/ui/app.js").statusCode()).isEqualTo(200);
        assertThat(web.get("/reveille").statusCode()).isIn(200, 302);
        JsonObject jobs =
                JsonParser.parseString(web.get("/reveille/api/jobs").body()).getAsJsonObject();
        assertThat(jobs.toString()).contains("\"hello\"");
        assertThat(web.get("/bundles").body()).contains("Reveille");
    }

    @Test
    @Order(5)
    void anEditInKarafsOwnFormGetsIntoTheFile() {
        edit("every 2 seconds");

        await().atMost(SOON).until(() -> ssh.told("reveille:job hello").contains("every 2 seconds"));
        await().atMost(SOON).until(() -> file().contains("every 2 seconds"));
        assertThat(ssh.told("reveille:jobs -t daily")).contains("hello");
    }

    @Test
    @Order(5)
    void anEditByACommandGetsIntoTheFile() {
        assertThat(ssh.told("reveille:edit hello tags=greeting,daily,edited")).contains("hello is changed");

        await().atMost(SOON).until(() -> file().contains("edited"));
        assertThat(ssh.told("reveille:jobs -t edited")).contains("hello");
    }

    @Test
    @Order(5)
    void whatAnEditSaysTheFileSaysToo() throws IOException {
        ssh.told("reveille:edit hello message='hello from etc, \"grüß\" €'");
        await().atMost(SOON).until(() -> file().contains("\\u20AC"));
        String edited = ssh.told("reveille:job hello --json");
        assertThat(edited).contains("€");

        Files.writeString(karaf.etc("io.reveille.job-hello.cfg"), "timeout = 5 minutes\n", StandardOpenOption.APPEND);

        await().atMost(SOON).until(() -> ssh.told("reveille:job hello").contains("5 minutes"));
        assertThat(arguments(ssh.told("reveille:job hello --json"))).isEqualTo(arguments(edited));
    }

    private static String arguments(String job) {
        return JsonParser.parseString(job)
                .getAsJsonObject()
                .getAsJsonObject("definition")
                .get("args")
                .getAsString();
    }

    @Test
    @Order(6)
    void whatKarafsFormLetsThroughIsToldAtOnceAndMended() {
        edit("every banana");

        await().atMost(SOON).until(() -> ssh.told("reveille:problems").contains("every banana"));
        assertThat(web().get("/reveille/api/jobs").body()).contains("every banana");
        edit("every 2 seconds");
        await().atMost(SOON).until(() -> !ssh.told("reveille:problems").contains("every banana"));
        awaitRuns(1);
    }

    /** Stores what Karaf's form for a configuration sends. */
    private void edit(String schedule) {
        String list = ssh.told("config:list \"(name=hello)\"");
        Matcher pid = Pattern.compile("Pid: +(\\S+)").matcher(list);
        assertThat(pid.find()).as(list).isTrue();
        HttpResponse<String> stored = web().post(
                        "/configMgr/" + encoded(pid.group(1)),
                        "apply=true&action=ajaxConfigManager&factoryPid=io.reveille.job"
                                + "&propertylist=name,schedule,handler,tags,args&name=hello&handler=log&tags=greeting&tags=daily"
                                + "&schedule=" + encoded(schedule)
                                + "&args=" + encoded("{\"message\": \"hello from etc\"}"),
                        "Referer",
                        "http://127.0.0.1:" + karaf.webPort() + "/system/console/configMgr");
        assertThat(stored.statusCode()).as(stored.body()).isIn(200, 302);
    }

    private String file() throws IOException {
        return Files.readString(karaf.etc("io.reveille.job-hello.cfg"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    @Order(6)
    void aJobForKarafsSchedulerRunsHereOnceThatIsStopped(@TempDir Path folder) throws IOException {
        String scheduler = "org.apache.karaf.scheduler.core";
        ssh.told("feature:install scheduler reveille-adopt");
        Path bundle = folder.resolve("meter.jar");
        MeterJob.writeBundle(bundle);
        ssh.told("bundle:install -s " + bundle.toUri());
        await().atMost(SOON).until(() -> ssh.told("scheduler:list").contains(MeterJob.NAME));
        assertThat(ssh.told("reveille:adopted"))
                .contains("off: the scheduler of bundle " + scheduler)
                .contains(MeterJob.NAME + ": no job");

        ssh.told("bundle:stop " + scheduler);
        await().atMost(SOON)
                .until(() -> ssh.told("reveille:history " + MeterJob.NAME).contains("SUCCEEDED"));
        assertThat(ssh.told("reveille:adopted")).contains(MeterJob.NAME + ": cron */2 * * * * *");
        assertThat(ssh.told("reveille:jobs -t adopted")).contains(MeterJob.NAME);

        ssh.told("bundle:start " + scheduler);
        await().atMost(SOON).until(() -> !ssh.told("reveille:jobs").contains(MeterJob.NAME));
        ssh.told("bundle:uninstall " + MeterJob.NAME);
        ssh.told("feature:uninstall scheduler reveille-adopt");
        everyBundleIs(10);
    }

    @Test
    @Order(7)
    void uninstalledAndInstalledAgainItGoesOn() {
        ssh.told("feature:uninstall reveille-web reveille-power reveille");
        await().atMost(SOON).until(() -> !ssh.told("bundle:list -t 0").contains("Reveille"));
        assertThat(ssh.said("reveille:jobs").text()).contains("Command not found");

        ssh.told("feature:install reveille reveille-web");

        everyBundleIs(9);
        awaitRuns(1);
        assertThat(ssh.told("reveille:trail hello")).as("what was done before").contains("karaf (io.reveille.shell)");
    }

    @Test
    @Order(8)
    void aRestartKeepsAll() {
        long counted = counted();
        process.terminate();

        start();

        afterAStart(counted + 1);
    }

    @Test
    @Order(9)
    void aKillKeepsAll() {
        for (int round = 0; round < Integer.getInteger("reveille.karaf.rounds"); round++) {
            long counted = counted();
            process.kill();

            start();

            afterAStart(counted - UNSAVED);
        }
    }

    private void afterAStart(long atLeast) {
        everyBundleIs(9);
        awaitRuns(1);
        assertThat(ssh.told("reveille:job hello")).contains("every 2 seconds");
        assertThat(counted()).isPositive().isGreaterThanOrEqualTo(atLeast);
        assertThat(new Web(karaf.webPort(), "").get("/reveille/").statusCode()).isEqualTo(401);
    }

    private Web web() {
        return new Web(karaf.webPort(), "karaf:karaf");
    }

    /** The runs that the engine has counted. */
    private long counted() {
        JsonObject job =
                JsonParser.parseString(ssh.told("reveille:job hello --json")).getAsJsonObject();
        return job.get("runs").getAsLong();
    }

    private void awaitRuns(int more) {
        long before = runs();
        process.await(SOON).until(() -> runs() >= before + more);
    }

    private long runs() {
        return karaf.log()
                .lines()
                .filter(line -> line.contains("hello from etc"))
                .count();
    }
}

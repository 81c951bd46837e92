package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles and configurations come into a gateway, change in it and leave it by files alone. */
class LoadFolderIT {

    private static final Path EXAMPLES = Path.of(Objects.requireNonNull(System.getProperty("torture.folder")))
            .resolve("examples/io.reveille.itests.examples.jar");

    private static final String BUNDLE = "io.reveille.itests.examples";

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Path data;
    private Path load;
    private String password = "";

    @BeforeEach
    void folders() {
        data = temp.resolve("data");
        load = data.resolve("load");
    }

    private GatewayProcess start(String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"--data", data.toString(), "--port", String.valueOf(port)}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        GatewayProcess gateway = GatewayProcess.run(temp, all).awaitUp();
        if (password.isEmpty()) {
            password = gateway.password();
        }
        return gateway;
    }

    private ConsoleClient console() {
        return new ConsoleClient(port, "admin", password);
    }

    @Test
    void aBundleRunsOnceItsFileIsThereAndGoesWithIt() throws IOException {
        try (GatewayProcess gateway = start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(load)))
                    .isEqualTo("rwx------");
            Files.writeString(load.resolve("broken.jar"), "no jar");
            Files.copy(EXAMPLES, load.resolve("doors.jar"));
            gateway.await(SOON).until(() -> hasJob("door-check"));
            gateway.await(SOON).until(() -> gateway.output().contains("broken.jar cannot be used"));
            assertThat(gateway.output()).contains("doors.jar is installed as the bundle " + BUNDLE);
            assertThat(bundle().get("stateRaw").getAsInt()).isEqualTo(32);

            withVersion("9.9.9", load.resolve("doors.jar"));
            gateway.await(SOON).until(() -> gateway.output().contains("is now " + BUNDLE + " 9.9.9"));
            gateway.await(SOON).until(() -> hasJob("door-check"));
            assertThat(bundle().get("version").getAsString()).isEqualTo("9.9.9");

            Files.delete(load.resolve("doors.jar"));
            gateway.await(SOON).until(() -> !hasJob("door-check"));
            gateway.await(SOON).until(() -> gateway.output().contains("doors.jar is gone"));
            assertThat(hasJob("log")).isTrue();
        }
    }

    @Test
    void whatHappensToFilesWhileTheGatewayIsDownCountsAtItsNextStart() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.copy(EXAMPLES, other.resolve("doors.jar"));
        job(other, "every minute");
        try (GatewayProcess gateway = start("--load", other.toString())) {
            gateway.await(SOON).until(() -> hasJob("door-check") && hasJob("upload"));
            assertThat(load).doesNotExist();
            gateway.kill();
        }
        Files.delete(other.resolve("doors.jar"));
        Files.delete(other.resolve("io.reveille.job-upload.cfg"));
        try (GatewayProcess gateway = start("--load", other.toString())) {
            gateway.await(SOON).until(() -> !hasJob("door-check") && !hasJob("upload"));
        }
    }

    @Test
    void anEditOnThePageIsWrittenIntoTheFile() throws IOException {
        try (GatewayProcess gateway = start()) {
            Path file = job(load, "every minute");
            gateway.await(SOON).until(() -> hasJob("upload"));
            console()
                    .postJson(
                            "/reveille/api/save",
                            "{\"definition\": {\"name\": \"upload\", \"schedule\": \"every hour\", \"handler\": \"log\","
                                    + " \"args\": {\"message\": \"up\"}, \"tags\": [\"a\", \"b\"]}}");
            gateway.await(SOON).until(() -> Files.readString(file).contains("every hour"));
            assertThat(file).content().contains("# The upload", "tags");
            gateway.terminate();
        }
        try (GatewayProcess gateway = start()) {
            gateway.await(SOON).until(() -> gateway.output().contains("is up"));
            assertThat(schedule()).isEqualTo("every hour");

            job(load, "every minute");
            gateway.await(SOON).until(() -> schedule().equals("every minute"));
            gateway.await(SOON)
                    .until(() -> gateway.output()
                            .contains("io.reveille.job-upload.cfg takes the place of what somebody else has made"));
        }
    }

    @Test
    void anEditThatAKillKeepsFromTheFileStandsAtTheNextStart() throws IOException {
        Path file;
        try (GatewayProcess gateway = start()) {
            file = job(load, "every minute");
            gateway.await(SOON).until(() -> hasJob("upload"));
            // The form drops each property that it does not know, as that of File Install.
            console()
                    .post(
                            "/configMgr/io.reveille.job~upload",
                            "apply=true&action=ajaxConfigManager&propertylist=name,schedule,handler,args&name=upload"
                                    + "&schedule=" + URLEncoder.encode("every 2 hours", StandardCharsets.UTF_8)
                                    + "&handler=log&args="
                                    + URLEncoder.encode("{\"message\": \"up\"}", StandardCharsets.UTF_8));
            gateway.await(SOON).until(() -> schedule().equals("every 2 hours"));
            gateway.kill();
        }
        // As if nothing of it had come to the file.
        try (GatewayProcess gateway = start()) {
            gateway.await(SOON).until(() -> Files.readString(file).contains("every 2 hours"));
            assertThat(schedule()).isEqualTo("every 2 hours");
        }
    }

    @Test
    void aJobThatIsDeletedTakesItsFileAlong() throws IOException {
        try (GatewayProcess gateway = start()) {
            Path file = job(load, "every minute");
            gateway.await(SOON).until(() -> hasJob("upload"));
            console().post("/configMgr/io.reveille.job~upload", "apply=1&delete=1");
            gateway.await(SOON).until(() -> Files.notExists(file));
            gateway.terminate();
        }
        try (GatewayProcess gateway = start()) {
            gateway.await(SOON).until(() -> gateway.output().contains("is up"));
            assertThat(hasJob("upload")).isFalse();
        }
    }

    @Test
    void aBundleThatCanNeverStartForItsStartLevelIsNamed() throws Exception {
        try (GatewayProcess gateway = start()) {
            Files.copy(EXAMPLES, load.resolve("doors.jar"));
            gateway.await(SOON).until(() -> hasJob("door-check"));
            int id = bundle().get("id").getAsInt();
            ask("bundlelevel -s 80 " + id);
            gateway.await(SOON).until(() -> hasJob("door-check"));
            ask("bundlelevel -s 101 " + id);
            gateway.await(SOON).until(() -> gateway.output().contains("has start level 101 and is never started"));
            assertThat(hasJob("door-check")).isFalse();
        }
    }

    private void ask(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        GatewayProcess.HOME.resolve("bin/gateway").toString(),
                        "--ask",
                        command,
                        "--data",
                        data.toString())
                .inheritIO();
        builder.environment().put("JAVA_HOME", GatewayProcess.JAVA_HOME);
        assertThat(builder.start().waitFor()).isZero();
    }

    private static Path job(Path folder, String schedule) throws IOException {
        return Files.writeString(
                folder.resolve("io.reveille.job-upload.cfg"),
                "# The upload\nname = upload\nschedule = " + schedule
                        + "\nhandler = log\nargs = {\"message\": \"up\"}\n");
    }

    private boolean hasJob(String name) {
        for (JsonElement job :
                console().json("/reveille/api/jobs").getAsJsonObject().getAsJsonArray("jobs")) {
            if (job.getAsJsonObject().get("name").getAsString().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private String schedule() {
        return console()
                .json("/reveille/api/job?name=upload")
                .getAsJsonObject()
                .get("schedule")
                .getAsString();
    }

    private JsonObject bundle() {
        for (JsonElement each :
                console().json("/bundles.json").getAsJsonObject().getAsJsonArray("data")) {
            if (each.getAsJsonObject().get("symbolicName").getAsString().equals(BUNDLE)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError("no bundle " + BUNDLE);
    }

    /** The same bundle as another version, put in place in one step. */
    private void withVersion(String version, Path place) throws IOException {
        Path aside = temp.resolve("other.jar");
        try (JarInputStream in = new JarInputStream(Files.newInputStream(EXAMPLES))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(aside), manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    copy(in, out);
                }
            }
        }
        Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(InputStream in, JarOutputStream out) {
        try {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

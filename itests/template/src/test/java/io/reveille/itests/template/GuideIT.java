package io.reveille.itests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types the commands of docs/developing.md into a shell, one block after the other, and finds what the page says that one sees.
 * Only the installation is done in another way, Maven is kept from the network, and the gateway takes a port that is free.
 */
class GuideIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Jobs that go with the bundle and the file; the name stands behind the state. */
    private static final Pattern NOT_STORED = Pattern.compile("(?m)^\\S+\\s+(disk-room|heartbeat|site)\\b");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|)\\n(.*?)^```$");

    @TempDir
    Path home;

    private Path folder = Path.of("");
    private @Nullable Process gateway;

    private record Block(boolean isTyped, String text) {}

    /** The blocks of the part that is to be done step by step. */
    private static Queue<Block> blocks() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/developing.md"));
        String steps = page.substring(page.indexOf("## Ten minutes"), page.indexOf("## If it does not run"));
        return new ArrayDeque<>(BLOCK.matcher(steps)
                .results()
                .map((MatchResult block) -> new Block(block.group(1).equals("sh"), block.group(2)))
                .toList());
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.destroy();
            assertThat(gateway.waitFor()).isEqualTo(143);
        }
    }

    @Test
    void fromTheEmptyFolderToTheJobThatHasChanged() throws Exception {
        machine();
        Queue<Block> blocks = blocks();

        assertThat(blocks.remove().text()).as("done by LocalRepository").contains("mvn install -DskipTests");
        folder = home.resolve("reveille");
        type(blocks.remove());
        assertThat(type(blocks.remove())).contains("BUILD SUCCESS");
        TemplateIT.assertIsBundle(home.resolve("disk-jobs"));
        startGateway(blocks.remove());
        type(blocks.remove());
        sees(blocks.remove());
        awaitAnswer("reveille:history room-report", answer -> answer.contains("and never were less than"));
        String shown = type(blocks.remove());
        assertThat(shown).contains("disk-room", "room-report", "folder-size", "heartbeat");
        assertThat(figures(shown)).contains(figures(blocks.remove().text()));
        assertThat(ask("reveille:jobs")).contains("site");

        Path changed = home.resolve("disk-jobs/src/main/java/com/example/disk/DiskRoom.java");
        String source = Files.readString(changed);
        Files.writeString(changed, source.replace("\\\"least\\\": 100}", "\\\"least\\\": 100000000}"));
        assertThat(changed).content().isNotEqualTo(source);
        assertThat(type(blocks.remove())).contains("BUILD SUCCESS");
        sees(blocks.remove());
        awaitAnswer("reveille:history disk-room", answer -> answer.contains("FAILED") && answer.contains("SUCCEEDED"));

        type(blocks.remove());
        awaitAnswer("reveille:jobs", answer -> !NOT_STORED.matcher(answer).find());
        assertThat(ask("reveille:jobs -s waiting")).contains("room-report", "folder-size");
        assertThat(blocks).isEmpty();
    }

    /** A home with a clone of Reveille, as far as the guide needs one, and with a Maven that has what an installation leaves. */
    private void machine() throws IOException {
        Path clone = Files.createDirectories(home.resolve("reveille"));
        Files.createSymbolicLink(clone.resolve("itests"), ROOT.resolve("itests"));
        Path distribution = ROOT.resolve("features/gateway/target/reveille-gateway/bin/gateway");
        OfflineMaven.script(clone.resolve("gateway"), """
                [ "${1:-}" = --ask ] || set -- --port %d
                exec '%s' "$@"
                """.formatted(freePort(), distribution));
        OfflineMaven.script(Files.createDirectories(home.resolve("bin")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ProcessBuilder shell(String commands, Path out) {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().put("HOME", home.toString());
        shell.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        shell.environment().merge("PATH", "", (path, none) -> home.resolve("bin") + ":" + path);
        return shell;
    }

    /** Types commands into the terminal, which stays in the folder that they lead to, and returns what is seen there. */
    private String type(Block block) throws Exception {
        assertThat(block.isTyped()).as(block.text()).isTrue();
        Path out = home.resolve("terminal.txt");
        Path where = home.resolve("where.txt");
        Process process = shell(block.text() + "pwd >'" + where + "'\n", out).start();
        assertThat(process.waitFor())
                .as("%s%n%s", block.text(), Files.readString(out))
                .isZero();
        folder = Path.of(Files.readString(where).strip());
        return Files.readString(out);
    }

    private void startGateway(Block block) throws IOException {
        assertThat(block.text()).endsWith("./gateway\n");
        gateway = shell(block.text().replace("./gateway", "exec ./gateway"), home.resolve("gateway.txt"))
                .start();
        Awaitility.await().atMost(SOON).until(() -> said().contains("gateway is up"));
    }

    private String said() throws IOException {
        return Files.readString(home.resolve("gateway.txt"));
    }

    /** Each line of the block is in the gateway's terminal. */
    private void sees(Block block) {
        assertThat(block.isTyped()).isFalse();
        for (String line : block.text().split("\\n", -1)) {
            Awaitility.await().atMost(SOON).until(() -> said().contains(line));
        }
    }

    /** What the gateway answers, be it that there is no such job yet. */
    private String ask(String command) throws Exception {
        Path out = home.resolve("answer.txt");
        shell("cd ~/reveille\n./gateway --ask '" + command + "'\n", out).start().waitFor();
        return Files.readString(out);
    }

    private void awaitAnswer(String command, Predicate<String> isRight) {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> ask(command), isRight);
    }

    /** Whatever the disk has and however long it took. */
    private static String figures(String text) {
        return text.replaceAll("\\(\\d[^)]*\\)", "(TIME)")
                .replaceAll("\\d+", "N")
                .strip();
    }
}

package io.reveille.handlers.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.reveille.JobResult;
import io.reveille.handlers.TestContext;
import io.reveille.spi.AllowedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes. */
class CommandHandlerTest {

    private static final TestContext RUN =
            TestContext.at("2027-01-10T00:00:00Z").named("a job; with words");

    @TempDir
    private Path temp;

    private final List<Long> pids = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private CommandHandler handler(String... lines) throws IOException {
        Path file = Files.write(temp.resolve("commands.txt"), List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return new CommandHandler(new AllowedCommands(Optional.of(file)));
    }

    /** A script of the owner's, with its line in the list. */
    private TestContext script(String... lines) throws IOException {
        Path script = temp.resolve("script");
        Files.write(script, List.of(lines));
        return RUN.with("command", List.of("/bin/sh", script.toString()));
    }

    private CommandHandler scripts() throws IOException {
        return handler("/bin/sh " + temp.resolve("script"));
    }

    @Test
    void whatItPrintsIsMessageAndData() throws Exception {
        JobResult result =
                handler("/bin/echo \"two words\"").run(RUN.with("command", List.of("/bin/echo", "two words")));

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.message()).isEqualTo("exit status 0: two words");
        assertThat(result.data())
                .isEqualTo(Map.of("status", 0L, "output", "two words", "outputBytes", 10L, "outputCut", false));
    }

    @Test
    void whatTheListDoesNotHaveIsNotRun() throws Exception {
        Path trace = temp.resolve("trace");
        CommandHandler handler = handler("/bin/touch " + trace);

        for (List<String> command : List.of(
                List.of("/bin/touch", trace.toString(), "/etc/x"),
                List.of("/bin/touch"),
                List.of("/bin/touch " + trace),
                List.of("/bin/sh", "-c", "/bin/touch " + trace))) {
            JobResult result = handler.run(RUN.with("command", command));
            assertThat(result.isSuccess()).isFalse();
            assertThat(result.message()).contains("argument command is", "has no line with exactly these words");
            assertThatThrownBy(() -> handler.check(Map.of("command", command)))
                    .hasMessageContaining("expected a command that the machine's owner allows, but");
        }
        assertThat(trace).doesNotExist();
        assertThat(new CommandHandler(AllowedCommands.of(null))
                        .run(RUN.with("command", List.of("/bin/true")))
                        .message())
                .contains("the framework property reveille.commands names no file");
    }

    @Test
    void noShellReadsTheWords() throws Exception {
        JobResult result = handler("/bin/echo \"$HOME; `id` > /tmp/x *\"")
                .run(RUN.with("command", List.of("/bin/echo", "$HOME; `id` > /tmp/x *")));

        assertThat(result.message()).isEqualTo("exit status 0: $HOME; `id` > /tmp/x *");
    }

    @Test
    void theEnvironmentIsSmallAndSaysWhichRunItIs() throws Exception {
        JobResult result = handler("/usr/bin/env").run(RUN.with("command", List.of("/usr/bin/env")));

        assertThat(String.valueOf(result.data().get("output"))
                        .lines()
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "PATH",
                        "LANG",
                        "HOME",
                        "USER",
                        "REVEILLE_JOB",
                        "REVEILLE_RUN_ID",
                        "REVEILLE_NOMINAL_TIME",
                        "REVEILLE_ATTEMPT");
        assertThat(result.data().get("output"))
                .asInstanceOf(STRING)
                .contains("REVEILLE_JOB=a job; with words", "REVEILLE_NOMINAL_TIME=2027-01-10T00:00:00Z");
    }

    @Test
    void anotherStatusIsAFailureUnlessItIsExpected() throws Exception {
        TestContext context = script("echo first", "echo no such disk >&2", "exit 3");

        JobResult result = scripts().run(context);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message()).isEqualTo("exit status 3: no such disk");
        assertThat(result.data()).containsEntry("status", 3L).containsEntry("output", "first\nno such disk");

        assertThat(scripts().run(context.with("status", List.of(0L, 3L))).isSuccess())
                .isTrue();
    }

    @Test
    void ofMuchOutputTheEndIsKept() throws Exception {
        TestContext context = script("yes häßlich | head -c 3000000", "echo", "echo done");

        JobResult result = scripts().run(context.with("max-output", 101L));

        assertThat(result.message()).isEqualTo("exit status 0: done");
        assertThat(result.data()).containsEntry("outputBytes", 3_000_006L).containsEntry("outputCut", true);
        assertThat(result.data().get("output"))
                .asInstanceOf(STRING)
                .startsWith("…")
                .endsWith("\ndone")
                .hasSizeBetween(50, 102)
                .doesNotContain("\ufffd\ufffd");
    }

    @Test
    void controlCharactersDoNotGetIntoTheMessage() throws Exception {
        JobResult result = scripts().run(script("printf 'a\\033[31mred\\000\\n'"));

        assertThat(result.message()).isEqualTo("exit status 0: a\ufffd[31mred\ufffd");
    }

    @Test
    void withoutOutputTheStatusIsAll() throws Exception {
        assertThat(handler("/bin/true")
                        .run(RUN.with("command", List.of("/bin/true")))
                        .message())
                .isEqualTo("exit status 0");
        assertThat(scripts().run(script("echo much").with("max-output", 0L)).message())
                .isEqualTo("exit status 0");
    }

    @Test
    void nothingIsTypedIn() throws Exception {
        assertThat(scripts().run(script("cat", "echo end")).message()).isEqualTo("exit status 0: end");
    }

    @Test
    void whatTakesTooLongIsEndedWithAllThatItHasStarted() throws Exception {
        Path pid = temp.resolve("pid");
        TestContext context = script(
                "trap '' TERM", // so that it has to be ended by force
                "(trap '' TERM; while :; do sleep 100; done) & echo $! > " + pid + ".child",
                "setsid sh -c 'echo $$ > " + pid + ".orphan; exec sleep 100' > /dev/null 2>&1 < /dev/null &",
                "while [ ! -s " + pid + ".orphan ]; do :; done",
                "echo started",
                "while :; do sleep 100; done");

        JobResult result = scripts().run(context.with("timeout", "1 second"));

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.message())
                .isEqualTo("took longer than 1 second and was ended with all that it had started: started");
        assertEnds(pid + ".child");
        assertEnds(pid + ".orphan");
    }

    @Test
    void whoseParentHasEndedIsEndedToo() throws Exception {
        Path pid = temp.resolve("pid");
        TestContext context = script(
                "sh -c 'setsid sleep 100 & echo $! > " + pid + "'", // its parent is gone when the time is up
                "while :; do sleep 100; done");

        scripts().run(context.with("timeout", "1 second"));

        assertEnds(pid.toString());
    }

    @Test
    void anInterruptEndsItAndIsPassedOn() throws Exception {
        Path pid = temp.resolve("pid");
        TestContext context = script("echo $$ > " + pid, "exec sleep 100");
        CommandHandler handler = scripts();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                handler.run(context);
                thrown.complete(new AssertionError("it ended by itself"));
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        thread.start();
        await().until(() -> Files.exists(pid) && Files.size(pid) > 1);

        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertEnds(pid.toString());
    }

    @Test
    void whatItLeavesInTheBackgroundIsNotWaitedFor() throws Exception {
        Path pid = temp.resolve("pid");
        TestContext context = script("sleep 300 & echo $! >> " + pid, "echo left");
        CommandHandler handler = scripts();

        assertThat(handler.run(context).message()).isEqualTo("exit status 0: left");
        assertThat(ProcessHandle.of(pidIn(pid.toString())).orElseThrow().isAlive())
                .isTrue();
    }

    @Test
    void aProgramThatCannotBeStartedIsNamed() throws Exception {
        assertThatThrownBy(() -> handler("/no/such").run(RUN.with("command", List.of("/no/such"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot start /no/such: ")
                .hasMessageEndingWith("Nothing was done");
    }

    @Test
    void badArgumentsAreRefusedWhenTheJobIsMade() throws Exception {
        CommandHandler handler = handler("/bin/true", "true");

        assertThatCode(() -> handler.check(Map.of("command", List.of("/bin/true"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> handler.check(Map.of("command", List.of("/bin/true", "%{secret:x}"))))
                .doesNotThrowAnyException();
        refused(handler, Map.of(), "argument command is missing; expected a list");
        refused(handler, Map.of("command", "/bin/true"), "argument command is \"/bin/true\"; expected a list");
        refused(handler, Map.of("command", List.of()), "argument command is []; expected a list, from 1 to 100");
        refused(
                handler,
                Map.of("command", List.of("/bin/true", 1L)),
                "argument command is [/bin/true, 1]; expected a list of texts");
        refused(
                handler,
                Map.of("command", List.of("true")),
                "argument command is [true]; expected the program by its full path");
        refused(
                handler,
                Map.of("command", List.of("/bin/true"), "status", List.of(256L)),
                "argument status is [256]; expected a list of whole numbers from 0 to 255");
        refused(
                handler,
                Map.of("command", List.of("/bin/true"), "timeout", "2 days"),
                "argument timeout is \"2 days\"; expected a duration");
    }

    private static void refused(CommandHandler handler, Map<String, Object> arguments, String start) {
        assertThatThrownBy(() -> handler.check(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(start);
    }

    private long pidIn(String file) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(Path.of(file)).get(0).strip());
        pids.add(pid);
        return pid;
    }

    private void assertEnds(String file) throws IOException {
        long pid = pidIn(file);
        await().until(() -> !isAlive(pid));
    }

    /** A zombie that nobody waits for is dead. */
    private static boolean isAlive(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String text = Files.readString(stat);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}

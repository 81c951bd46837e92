package io.reveille.shell.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.ScheduleService;
import io.reveille.shell.Completion;
import io.reveille.shell.Usage;
import io.reveille.testing.ManualScheduler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.junit.jupiter.api.Test;

class KarafCompleterTest {

    private final ScheduleService scheduler = new ManualScheduler().scheduler();

    @Test
    void aWordIsProposed() {
        assertThat(proposed(Usage.JOBS, "he", "reveille:jobs", "-s", "he")).contains("held ");
    }

    @Test
    void aNameWithABlankIsNotProposed() {
        scheduler.schedule("every hour").named("poll").run("scan");
        scheduler.schedule("every hour").named("night upload").run("send");

        assertThat(proposed(Usage.EXPLAIN, "", "reveille:explain", "")).containsExactly("poll ");
    }

    /** Completes the last word. */
    private List<String> proposed(Usage usage, String begun, String... words) {
        CommandLine line = (CommandLine) Proxy.newProxyInstance(
                CommandLine.class.getClassLoader(),
                new Class<?>[] {CommandLine.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "getArguments" -> words;
                    case "getCursorArgument" -> begun;
                    case "getCursorArgumentIndex" -> words.length - 1;
                    case "getBufferPosition", "getArgumentPosition" -> 0;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Session session = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, args) -> null);
        List<String> candidates = new ArrayList<>();
        new KarafCompleter(usage, false, new Completion(() -> scheduler)).complete(session, line, candidates);
        return candidates;
    }
}

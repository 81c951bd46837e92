package io.reveille.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** What an operator sees. */
@SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
final class AdoptedCommandTest {

    private AdoptingFramework there;
    private Adopter adopter;
    private AdoptedCommand command;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        there = new AdoptingFramework(folder);
        adopter = there.adopter();
        command = new AdoptedCommand(adopter);
    }

    @AfterEach
    void stop() throws Exception {
        adopter.stop();
        there.stop();
    }

    private String told(String... line) throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                new CommandProcessorImpl().createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            command.adopted(session, line);
        }
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private String service(Map<String, ?> properties) {
        ServiceRegistration<Runnable> service = there.runnable(() -> {}, properties);
        return service.getReference().getProperty(Constants.SERVICE_ID) + " of bundle org.apache.felix.framework";
    }

    @Test
    void eachServiceIsShownWithItsJobOrWhyThereIsNone() throws Exception {
        assertThat(told()).isEqualTo("there is no service for Karaf's or Sling's scheduler\n");
        assertThat(told("--json")).isEqualTo("[]\n");

        String good = service(Map.of("scheduler.name", "poll", "scheduler.period", 30L));
        String bad = service(Map.of("scheduler.name", "zoo", "scheduler.period", "so\u001b[31m\non"));
        assertThat(told()).isEqualTo("""
                        poll: every 30 seconds; service %s
                        zoo: no job, because scheduler.period is "so [31m on", expected a whole number; service %s
                        """.formatted(good, bad));
        assertThat(told("--json")).isEqualTo("""
                        [
                        {"name":"poll","service":"%s","schedule":"every 30 seconds"},
                        {"name":"zoo","service":"%s","reason":"scheduler.period is \\"so [31m on\\", expected a whole number"}
                        ]
                        """.formatted(good, bad));
    }

    @Test
    void whatTheirSchedulerRunsIsSaidToBeTheirs() throws Exception {
        String service = service(Map.of("scheduler.name", "poll", "scheduler.period", 30L));
        there.context.registerService(
                "org.apache.karaf.scheduler.Scheduler", AdopterTest.theirScheduler(), new Hashtable<>());
        assertThat(told())
                .startsWith("off: the scheduler of bundle org.apache.felix.framework is there")
                .endsWith("\npoll: no job; service " + service + "\n");
        assertThat(told("--json"))
                .contains("\"reason\":\"the scheduler of bundle org.apache.felix.framework runs it\"");
    }

    @Test
    void anythingElseIsAnsweredWithTheUsage() throws Exception {
        assertThat(told("--help")).startsWith("reveille:adopted [--json]\n    the services");
        assertThatThrownBy(() -> told("--json", "poll"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"poll\" is too much; expected reveille:adopted [--json]");
    }
}

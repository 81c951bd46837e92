package io.reveille.shell.jline;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.ScheduleService;
import io.reveille.shell.Completion;
import io.reveille.shell.Usage;
import io.reveille.testing.ManualScheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.Completer;
import org.jline.builtins.Completers.CompletionData;
import org.jline.builtins.Completers.CompletionEnvironment;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JLine proposes in a session of Gogo's shell, with that shell's parser and its way to ask for completions. */
class JLineSessionsTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl();

    private Terminal terminal;
    private LineReaderImpl reader;
    private CommandSession session;

    @BeforeEach
    void session() throws Exception {
        for (Usage usage : Usage.values()) {
            Function command = (typed, words) -> null;
            gogo.addCommand(Usage.SCOPE, command, usage.command());
        }
        scheduler.schedule("every hour").named("poll").tagged("field").run("scan");
        scheduler.schedule("every hour").named("night upload").run("send");
        gogo.addListener(new JLineSessions(new Completion(() -> scheduler)));
        ByteArrayInputStream keyboard = new ByteArrayInputStream(new byte[0]);
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        terminal = TerminalBuilder.builder()
                .system(false)
                .streams(keyboard, screen)
                .type("dumb")
                .build();
        reader = (LineReaderImpl) LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new org.apache.felix.gogo.jline.Parser())
                .build();
        session = gogo.createSession(keyboard, screen, screen);
        session.put(Shell.VAR_READER, reader);
        session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
        session.execute(""); // as the shell runs its profile
    }

    @AfterEach
    void end() throws Exception {
        session.close();
        terminal.close();
    }

    @Test
    void whatStandsBehindACommandIsProposed() throws Exception {
        assertThat(proposed("reveille:explain ")).containsExactlyInAnyOrder("night upload", "poll");
        assertThat(proposed("explain po")).contains("poll");
        assertThat(proposed("reveille:jobs -s ")).contains("held", "waiting");
        assertThat(proposed("reveille:jobs -t ")).containsExactly("field");
        assertThat(proposed("reveille:run poll -")).containsExactly("--wait");
        assertThat(proposed("reveille:edit poll ")).contains("schedule=");
        assertThat(proposed("reveille:jobs | reveille:explain ")).contains("poll");
        assertThat(proposed("unknown ")).isEmpty();
    }

    @Test
    void aValueFollowsAnEqualsSignWithoutABlank() throws Exception {
        assertThat(candidates("reveille:edit poll "))
                .allMatch(candidate -> candidate.complete() != candidate.value().endsWith("="));
        assertThat(candidates("reveille:explain ")).allMatch(Candidate::complete);
    }

    @Test
    void commandsAreKnownInTheSmallLettersOfGogoAndExplained() throws Exception {
        scheduler.job("poll").orElseThrow().cancel();

        assertThat(proposed("reveille:bringback ")).containsExactly("poll");
        assertThat(candidates("reveille:tru"))
                .filteredOn(candidate -> candidate.value().startsWith("reveille:tru"))
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.descr()).contains("the clock is right"));
    }

    /** Gogo's own line has the cursor behind the word here, and JLine ends with an exception, and the shell with it. */
    @Test
    void theCursorBehindAQuotedWordIsAtItsEnd() {
        for (String typed : List.of("reveille:explain \"ni", "reveille:explain 'night u", "unknown \"a b\" \"c")) {
            ParsedLine line = line(typed);

            assertThat(line.wordCursor()).as(typed).isEqualTo(line.word().length());
        }
        assertThat(line("reveille:explain \"night u").word()).isEqualTo("night u");
    }

    @Test
    void aProposalStandsInTheQuotesThatWereBegunOrIsEscaped() {
        assertThat(escaped("reveille:explain \"ni", "night upload", true)).isEqualTo("\"night upload\"");
        assertThat(escaped("reveille:explain 'ni", "night upload", true)).isEqualTo("'night upload'");
        assertThat(escaped("reveille:explain ni", "night upload", true)).isEqualTo("night\\ upload");
        assertThat(escaped("reveille:explain ", "night upload", true)).isEqualTo("night\\ upload");
        assertThat(escaped("reveille:explain \"", "a \"b\"", true)).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(escaped("reveille:edit poll \"sch", "schedule=", false)).isEqualTo("\"schedule=");
    }

    @Test
    void whatIsRunIsGogosOwn() {
        assertThat(reader.getParser().parse("reveille:jobs", 13, ParseContext.ACCEPT_LINE))
                .isInstanceOf(org.apache.felix.gogo.jline.ParsedLineImpl.class);
    }

    private CompletingParsedLine line(String typed) {
        return (CompletingParsedLine) reader.getParser().parse(typed, typed.length(), ParseContext.COMPLETE);
    }

    private String escaped(String typed, String proposal, boolean complete) {
        return line(typed).escape(proposal, complete).toString();
    }

    private List<String> proposed(String typed) throws Exception {
        return candidates(typed).stream().map(Candidate::value).toList();
    }

    /** What is proposed where the cursor stands behind a text; JLine picks of it what fits to the word that is begun. */
    private List<Candidate> candidates(String typed) throws Exception {
        FutureTask<List<Candidate>> asked = new FutureTask<>(() -> {
            List<Candidate> candidates = new ArrayList<>();
            new Completer(new GogoEnvironment()).complete(reader, line(typed), candidates);
            return candidates;
        });
        new Thread(asked, "shell").start();
        while (!asked.isDone()) {
            gateway.settle(); // the engine is this thread's, and Gogo completes on another
        }
        return asked.get();
    }

    /** The words of Gogo's shell, which it has in no class that can be had. */
    private final class GogoEnvironment implements CompletionEnvironment {

        @Override
        public Map<String, List<CompletionData>> getCompletions() {
            return Shell.getCompletions(session);
        }

        @Override
        public Set<String> getCommands() {
            return Shell.getCommands(session);
        }

        @Override
        public String resolveCommand(String command) {
            return Shell.resolve(session, command);
        }

        @Override
        public String commandName(String command) {
            return command.substring(command.indexOf(':') + 1);
        }

        @Override
        public Object evaluate(LineReader asking, ParsedLine line, String function) throws Exception {
            session.put(Shell.VAR_COMMAND_LINE, line);
            return session.execute(function);
        }
    }
}

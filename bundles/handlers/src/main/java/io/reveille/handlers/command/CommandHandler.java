package io.reveille.handlers.command;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import io.reveille.schedule.Durations;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.Folders;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Runs a command of the machine that its owner allows by a list outside the console, word by word. There is no shell,
 * the environment is small, the input is empty, and a command that runs too long is ended with all processes that it
 * has started.
 */
@Component(
        name = "io.reveille.handlers.CommandHandler",
        service = JobHandler.class,
        property = "job.handler=" + CommandHandler.NAME)
public final class CommandHandler implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "command";

    /** Argument, list of texts, required: the program by its full path, and each of its arguments. */
    public static final String COMMAND = "command";

    /** Argument, String: a duration, 1 second to 1 day; 10 minutes by default. */
    public static final String TIMEOUT = "timeout";

    /** Argument, list of whole numbers: the exit statuses of success; 0 alone by default. */
    public static final String STATUS = "status";

    /** Argument, whole number: how much of the end of the output is kept, in bytes. */
    public static final String MAX_OUTPUT = "max-output";

    /** Variable of the process: unique among all runs. */
    static final String RUN_ID = "REVEILLE_RUN_ID";

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(
                            COMMAND,
                            ArgumentType.LIST,
                            "the program by its full path, then each argument; as the list of"
                                    + " allowed commands has it")
                    .needed()
                    .from(1, 100),
            ArgumentSpec.of(TIMEOUT, ArgumentType.DURATION, "when it is ended, with all that it has started")
                    .from(1, 86_400)
                    .or("10 minutes"),
            ArgumentSpec.of(STATUS, ArgumentType.LIST, "the exit statuses that mean success")
                    .from(1, 256)
                    .or("[0]"),
            ArgumentSpec.of(MAX_OUTPUT, ArgumentType.WHOLE, "how much of the end of its output is kept")
                    .counting("bytes")
                    .from(0, 7000) // since data of a run may need two characters for each
                    .or("4000"));

    private static final String PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

    private final AllowedCommands allowed;
    private final Readers readers = new Readers();

    /** Finds the list by the gateway's folders. */
    @Activate
    public CommandHandler(@Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        this(AllowedCommands.of(folders.path(Folders.Place.COMMANDS).orElse(null)));
    }

    CommandHandler(AllowedCommands allowed) {
        this.allowed = allowed;
    }

    @Override
    public List<ArgumentSpec> arguments() {
        return ARGUMENTS;
    }

    @Override
    public void check(Map<String, Object> arguments) {
        HandlerArguments given = HandlerArguments.ofDefinition(arguments, ARGUMENTS);
        Settings settings = Settings.of(given);
        if (!ArgumentSpec.hasSecret(settings.words)) {
            checkAllowed(settings, given);
        }
    }

    @Override
    public JobResult run(JobContext context) throws IOException, InterruptedException {
        Settings settings;
        try {
            HandlerArguments arguments = HandlerArguments.of(context, ARGUMENTS);
            settings = Settings.of(arguments);
            checkAllowed(settings, arguments);
        } catch (ArgumentException e) {
            return e.failure();
        }
        if (readers.areTooMany()) {
            return JobResult.failure("commands before this one have left " + Readers.MOST + " processes that hold on to"
                    + " their output; nothing was started. Let them write elsewhere, or end them");
        }
        Process process = start(settings.words, context);
        ProcessTree tree = new ProcessTree(process.toHandle(), RUN_ID + "=" + context.runId());
        boolean ended = false;
        try {
            OutputTail output = new OutputTail(settings.maxOutput);
            Readers.Reader reader = readers.read(process.getInputStream(), output);
            ended = process.waitFor(settings.timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                tree.end();
            }
            reader.awaitEnd();
            return ended ? result(settings, process.exitValue(), output) : tooLong(settings, output);
        } finally {
            if (!ended) {
                tree.end(); // after an interrupt, or if a thread cannot be created
            }
        }
    }

    private void checkAllowed(Settings settings, HandlerArguments arguments) {
        Optional<String> whyNot = allowed.whyNot(settings.words);
        if (whyNot.isPresent()) {
            throw arguments.refused(COMMAND, "a command that the machine's owner allows, but " + whyNot.get());
        }
    }

    private static Process start(List<String> words, JobContext context) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", PATH);
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", System.getProperty("user.home", "/"));
        environment.put("USER", System.getProperty("user.name", ""));
        environment.put("REVEILLE_JOB", context.jobName());
        environment.put(RUN_ID, context.runId());
        environment.put("REVEILLE_NOMINAL_TIME", context.nominalTime().toString());
        environment.put("REVEILLE_ATTEMPT", String.valueOf(context.attempt()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("cannot start " + words.get(0) + ": " + e.getMessage() + ". Nothing was done", e);
        }
    }

    private static JobResult result(Settings settings, int status, OutputTail output) {
        String said = "exit status " + status + saying(output);
        Map<String, Object> data = data(output);
        data.put("status", (long) status);
        return settings.statuses.contains((long) status)
                ? JobResult.success(said, data)
                : JobResult.failure(said, data);
    }

    private static JobResult tooLong(Settings settings, OutputTail output) {
        return JobResult.failure(
                "took longer than " + Durations.print(settings.timeout) + " and was ended with all that it had started"
                        + saying(output),
                data(output));
    }

    private static Map<String, Object> data(OutputTail output) {
        Map<String, Object> data = new HashMap<>();
        data.put("output", output.text());
        data.put("outputBytes", output.total());
        data.put("outputCut", output.isCut());
        return data;
    }

    private static String saying(OutputTail output) {
        String last = output.lastLine();
        return last.isEmpty() ? "" : ": " + OneLine.escape(last);
    }

    private record Settings(List<String> words, Duration timeout, List<Object> statuses, int maxOutput) {

        static Settings of(HandlerArguments arguments) {
            List<String> words = new ArrayList<>();
            for (Object word : arguments.list(COMMAND)) {
                if (!(word instanceof String text) || text.indexOf('\0') >= 0) {
                    throw arguments.refused(COMMAND, "a list of texts");
                }
                words.add(text);
            }
            if (!words.get(0).startsWith("/") && !ArgumentSpec.hasSecret(words.get(0))) {
                throw arguments.refused(COMMAND, "the program by its full path first");
            }
            List<Object> statuses = arguments.list(STATUS);
            if (!statuses.stream().allMatch(status -> status instanceof Long number && number >= 0 && number <= 255)) {
                throw arguments.refused(STATUS, "a list of whole numbers from 0 to 255");
            }
            return new Settings(
                    List.copyOf(words),
                    arguments.duration(TIMEOUT).orElse(Duration.ofMinutes(10)), // known only when the job runs
                    statuses.isEmpty() ? List.of(0L) : statuses,
                    (int) arguments.whole(MAX_OUTPUT));
        }
    }
}

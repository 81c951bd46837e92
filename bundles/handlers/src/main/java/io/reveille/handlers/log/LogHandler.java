package io.reveille.handlers.log;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a message from the job's arguments to the log, one line a run, with secrets as their references. */
@Component(
        name = "io.reveille.handlers.LogHandler",
        service = JobHandler.class,
        property = "job.handler=" + LogHandler.NAME)
public final class LogHandler implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "log";

    /** Argument, String, required: what to log; not blank. */
    public static final String MESSAGE = "message";

    /** Argument, String: {@code debug}, {@code info} (the default), {@code warn} or {@code error}, in any case. */
    public static final String LEVEL = "level";

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(MESSAGE, ArgumentType.TEXT, "what to log").needed(),
            ArgumentSpec.of(LEVEL, ArgumentType.TEXT, "how much it matters")
                    .oneOf("debug", "info", "warn", "error")
                    .or("info"));

    /** The name of the lines in the log, which operators filter by; docs/handlers.md has it. */
    private static final String LOGGER = "io.reveille.handlers.LogHandler";

    private final Logger logger;

    /** Logs under the documented name. */
    public LogHandler() {
        this(LoggerFactory.getLogger(LOGGER));
    }

    LogHandler(Logger logger) {
        this.logger = logger;
    }

    @Override
    public List<ArgumentSpec> arguments() {
        return ARGUMENTS;
    }

    @Override
    public JobResult run(JobContext context) {
        String message;
        Level level;
        try {
            HandlerArguments arguments = HandlerArguments.of(context, ARGUMENTS);
            message = OneLine.escape(context.mask(arguments.text(MESSAGE)));
            level = level(arguments);
        } catch (ArgumentException e) {
            return e.failure();
        }
        log(level, OneLine.escape(context.jobName()), message);
        return JobResult.success(message);
    }

    private void log(Level level, String job, String message) {
        switch (level) {
            case DEBUG -> logger.debug("{}: {}", job, message);
            case INFO -> logger.info("{}: {}", job, message);
            case WARN -> logger.warn("{}: {}", job, message);
            case ERROR -> logger.error("{}: {}", job, message);
        }
    }

    private static Level level(HandlerArguments arguments) {
        String text = arguments.text(LEVEL);
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> arguments.refused(LEVEL, "one of debug, info, warn, error"));
    }

    private enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}

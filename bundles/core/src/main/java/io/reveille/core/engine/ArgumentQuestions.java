package io.reveille.core.engine;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.intake.Handlers;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.JobProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to handlers whether they can use the arguments of a job, on a thread where they may block. Called by the
 * thread that defines the job, which waits for the answer and holds no lock meanwhile.
 */
public final class ArgumentQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(ArgumentQuestions.class);

    private static final FaultMessage CHECK_FAILED =
            new FaultMessage(LOG, "A handler failed when it was asked about arguments; nothing is refused.");

    /** The most characters of a refusal that are shown. */
    private static final int LONGEST = 500;

    private static final String ACCEPTED = "";

    private final Mailbox mailbox;
    private final Handlers handlers; // belongs to the engine's thread
    private final GuardedCalls calls;
    private final CallerWait wait;

    ArgumentQuestions(Mailbox mailbox, Handlers handlers, GuardedCalls calls, CallerWait wait) {
        this.mailbox = mailbox;
        this.handlers = handlers;
        this.calls = calls;
        this.wait = wait;
    }

    /** Ends all waits for a handler that is gone. */
    void forget(Handler handler) {
        handler.checker().ifPresent(calls::forget);
    }

    /**
     * Returns if the handler does not refuse the arguments.
     *
     * @throws JobDefinitionException if the handler is there and refuses them
     */
    public void check(JobDefinition definition) {
        refusal(definition).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Does the same with the checker that the handler's name has led to. */
    public void check(ArgumentChecker checker, JobDefinition definition) {
        refusal(checker, definition).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Asks why the handler refuses the arguments; empty if it does not, is not there, or gives no answer. */
    public Optional<JobDefinitionException> refusal(JobDefinition definition) {
        return checker(definition.handler()).flatMap(checker -> refusal(checker, definition));
    }

    private Optional<JobDefinitionException> refusal(ArgumentChecker checker, JobDefinition definition) {
        String why = ask(checker, definition.handler(), ACCEPTED, () -> answer(checker, definition.arguments()));
        return why.equals(ACCEPTED)
                ? Optional.empty()
                : Optional.of(new JobDefinitionException(
                        JobProperties.ARGS,
                        "The property \"" + JobProperties.ARGS + "\" cannot be used: " + why + ". The handler \""
                                + definition.handler() + "\" refuses it; nothing was changed."));
    }

    /** Asks which arguments the handler takes; empty if it is not there, does not say, or gives no answer. */
    public Optional<List<ArgumentSpec>> arguments(String handler) {
        return checker(handler)
                .flatMap(checker ->
                        ask(checker, handler, Optional.empty(), () -> Optional.of(List.copyOf(checker.arguments()))));
    }

    /** The checker of the handler of this name; empty if the handler is not there, or checks nothing. */
    public Optional<ArgumentChecker> checker(String handler) {
        return mailbox.ask(() -> handlers.find(handler).flatMap(Handler::checker));
    }

    private <T> T ask(ArgumentChecker checker, String handler, T otherwise, Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        calls.call(
                checker,
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (Throwable e) { // somebody else's code, as with gates: an Error too is no reason to refuse
                        CHECK_FAILED.warn(e);
                        answer.complete(otherwise);
                    }
                },
                () -> answer.completeExceptionally(new TimeoutException("it does not answer")));
        return wait.until(answer).orElseGet(() -> {
            LOG.warn("The handler {} gives no answer about arguments; nothing is refused.", handler);
            return otherwise;
        });
    }

    private static String answer(ArgumentChecker checker, Map<String, Object> arguments) {
        try {
            checker.check(arguments);
            return ACCEPTED;
        } catch (IllegalArgumentException e) {
            return why(e);
        }
    }

    /** Puts the handler's reason on one line, cut, to stand within a sentence. */
    private static String why(IllegalArgumentException refusal) {
        String message = refusal.getMessage();
        String line = (message == null || message.isBlank() ? refusal.toString() : message)
                .replaceAll("[\\s\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\p{Cf}]+", " ")
                .strip();
        String cut = line.codePoints()
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return cut.length() < line.length() ? cut + "…" : line.replaceAll("\\.$", "");
    }
}

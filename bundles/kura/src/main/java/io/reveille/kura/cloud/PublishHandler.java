package io.reveille.kura.cloud;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobResult;
import io.reveille.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.message.KuraPayload;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes a message over one of Kura's cloud connections: the data of the job before it in a chain, and the values of
 * its arguments. With {@value #CONFIRM} the run ends when the message is confirmed, and fails if that takes longer than
 * 5 minutes.
 */
@Component(service = AsyncJobHandler.class, property = "job.handler=" + PublishHandler.NAME)
public final class PublishHandler implements AsyncJobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "publish";

    /** Argument, String: the PID of the CloudPublisher; may be left out if there is only one. */
    public static final String PUBLISHER = "publisher";

    /** Argument, object: named values, added to the data of the job before; they replace values of the same name. */
    public static final String DATA = "data";

    /** Argument, String: the body of the message, sent as UTF-8. */
    public static final String BODY = "body";

    /** Argument, Boolean, default false: whether the run ends only when the message is confirmed. */
    public static final String CONFIRM = "confirm";

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(
                    PUBLISHER, ArgumentType.TEXT, "the PID of one of Kura's publishers; empty: the only one there is"),
            ArgumentSpec.of(DATA, ArgumentType.OBJECT, "values to send, beside the data of the job before this one"),
            ArgumentSpec.of(BODY, ArgumentType.TEXT, "the body of the message"),
            ArgumentSpec.of(CONFIRM, ArgumentType.FLAG, "whether the run ends only when the message is confirmed")
                    .or("false"));

    private final Outbox outbox;

    /** Makes a handler that publishes by this outbox. */
    @Activate
    public PublishHandler(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public List<ArgumentSpec> arguments() {
        return ARGUMENTS;
    }

    @Override
    public CompletionStage<JobResult> start(JobContext context) {
        Map<String, Object> arguments = context.arguments();
        try {
            ArgumentSpec.check(ARGUMENTS, arguments, value -> context.mask(String.valueOf(value)));
            KuraMessage message = message(context);
            boolean confirm = Boolean.TRUE.equals(arguments.get(CONFIRM));
            Outbox.Sent sent = outbox.send(publisher(arguments), message);
            if (confirm && sent.id().isEmpty()) {
                return failed("the publisher " + sent.publisher()
                        + " has sent the message, but confirms none: its quality of service is 0");
            }
            return confirm
                    ? sent.confirmed().handle((nothing, error) -> confirmed(sent, error))
                    : CompletableFuture.completedFuture(
                            JobResult.success("published by " + sent.publisher(), Map.of("id", sent.id())));
        } catch (KuraException e) {
            return failed("not published: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static CompletionStage<JobResult> failed(String why) {
        return CompletableFuture.completedFuture(JobResult.failure(why));
    }

    private static JobResult confirmed(Outbox.Sent sent, Throwable error) {
        if (error == null) {
            return JobResult.success("published by " + sent.publisher() + " and confirmed", Map.of("id", sent.id()));
        }
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String why = cause instanceof IllegalStateException
                ? String.valueOf(cause.getMessage())
                : "no confirmation within " + Outbox.LONGEST.toMinutes() + " minutes";
        return JobResult.failure("published by " + sent.publisher() + " and not confirmed: " + why
                + "; Kura may deliver it all the same");
    }

    private String publisher(Map<String, Object> arguments) {
        List<String> there = outbox.publishers();
        Object named = arguments.get(PUBLISHER);
        if (named instanceof String pid) {
            if (!there.contains(pid)) {
                throw new IllegalArgumentException("there is no publisher \"" + pid + "\" in Kura"
                        + (there.isEmpty() ? ", nor any other" : "; there are: " + String.join(", ", there)));
            }
            return pid;
        }
        if (there.size() != 1) {
            throw new IllegalArgumentException("the argument publisher is missing, and "
                    + (there.isEmpty() ? "Kura has no publisher" : "Kura has several: " + String.join(", ", there)));
        }
        return there.get(0);
    }

    @SuppressWarnings("JavaUtilDate") // Kura's payload has a Date
    private static KuraMessage message(JobContext context) {
        Map<String, Object> values = new TreeMap<>(context.input());
        if (context.arguments().get(DATA) instanceof Map<?, ?> data) {
            data.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        KuraPayload payload = new KuraPayload();
        payload.setTimestamp(Date.from(context.actualTime()));
        values.forEach((name, value) -> payload.addMetric(name, metric(value)));
        if (context.arguments().get(BODY) instanceof String body) {
            payload.setBody(body.getBytes(StandardCharsets.UTF_8));
        } else if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is nothing to publish: the job before this one has left no data, and"
                            + " neither data nor body is among the arguments");
        }
        return new KuraMessage(payload);
    }

    /** Converts a value: lists and objects, which Kura's messages lack, become JSON. */
    private static Object metric(Object value) {
        boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
        return plain ? value : JsonText.of(value);
    }
}

package io.reveille.handlers.http;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import io.reveille.handlers.http.BoundedBody.Part;
import io.reveille.schedule.Durations;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * Sends an HTTP request and checks the status of the answer, of which a bounded part becomes data of the run. A
 * redirect to another host is not followed unless the job allows it.
 */
@Component(
        name = "io.reveille.handlers.HttpHandler",
        service = JobHandler.class,
        property = "job.handler=" + HttpHandler.NAME)
public final class HttpHandler implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "http";

    private static final int MOST_REDIRECTS = 5;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([^\\s;\"]+)");

    /** An answer with its request. */
    private record Answer(HttpCall call, HttpResponse<Part> response) {}

    private final HttpClients clients = new HttpClients();

    @Override
    public List<ArgumentSpec> arguments() {
        return HttpCall.ARGUMENTS;
    }

    @Override
    public void check(Map<String, Object> arguments) {
        HttpCall.of(HandlerArguments.ofDefinition(arguments, HttpCall.ARGUMENTS));
    }

    @Override
    public JobResult run(JobContext context) throws InterruptedException {
        HttpCall call;
        try {
            call = HttpCall.of(HandlerArguments.of(context, HttpCall.ARGUMENTS));
        } catch (ArgumentException e) {
            return e.failure();
        }
        AtomicReference<CompletableFuture<?>> underWay = new AtomicReference<>();
        try (HttpClients.OneTime http = clients.open(call.timeout())) {
            try {
                return result(send(http.client(), call, 0, underWay)
                        .get(call.timeout().toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                CompletableFuture<?> last = underWay.get();
                if (last != null) {
                    last.cancel(true);
                }
            }
        } catch (TimeoutException e) {
            return JobResult.failure(
                    "no whole answer from " + call.host() + " within " + Durations.print(call.timeout()));
        } catch (ExecutionException e) {
            return JobResult.failure("no answer from " + call.host() + ": " + reason(e));
        }
    }

    private static CompletableFuture<Answer> send(
            HttpClient client, HttpCall call, int redirects, AtomicReference<CompletableFuture<?>> underWay) {
        CompletableFuture<HttpResponse<Part>> answer =
                client.sendAsync(call.request(), head -> new BoundedBody(call.maxBytes()));
        underWay.set(answer);
        return answer.thenCompose(response -> {
            Optional<HttpCall> next = redirects == MOST_REDIRECTS || call.isExpected(response.statusCode())
                    ? Optional.empty()
                    : response.headers()
                            .firstValue("Location")
                            .flatMap(location -> call.redirected(response.statusCode(), location));
            return next.map(redirected -> send(client, redirected, redirects + 1, underWay))
                    .orElseGet(() -> CompletableFuture.completedFuture(new Answer(call, response)));
        });
    }

    private static JobResult result(Answer answer) {
        HttpResponse<Part> response = answer.response;
        int status = response.statusCode();
        String body = OneLine.lines(response.body().text(charset(response)));
        Map<String, Object> data = new HashMap<>();
        data.put("status", (long) status);
        data.put("body", body);
        data.put("bodyCut", response.body().isCut());
        response.headers().firstValue("Content-Type").ifPresent(type -> data.put("type", OneLine.escape(type)));
        String said = "status " + status + " from " + answer.call.host();
        if (answer.call.isExpected(status)) {
            return JobResult.success(said + saying(body), data);
        }
        String location = response.headers()
                .firstValue("Location")
                .filter(there -> status / 100 == 3)
                .map(there -> "; the redirect to " + OneLine.show(there) + " is not followed")
                .orElse("");
        return JobResult.failure(said + location + saying(body), data);
    }

    private static String saying(String body) {
        String first = body.lines().map(String::strip).findFirst().orElse("");
        return first.isEmpty() ? "" : ": " + OneLine.escape(first);
    }

    /** Returns the charset that the answer declares; UTF-8 for an unknown one. */
    private static Charset charset(HttpResponse<?> response) {
        Matcher charset =
                CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
        try {
            return charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + OneLine.escape(message);
    }
}

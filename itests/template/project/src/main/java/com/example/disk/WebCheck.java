package com.example.disk;

import io.reveille.AsyncJobHandler;
import io.reveille.JobContext;
import io.reveille.JobHandlerName;
import io.reveille.JobResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** A handler that waits for an answer without a thread. Its jobs are defined elsewhere, one of them in a file. */
@Component
@JobHandlerName("web-check")
public class WebCheck implements AsyncJobHandler {

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public CompletionStage<JobResult> start(JobContext job) {
        URI address = URI.create((String) job.arguments().get("url"));
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> result(answer.statusCode()));
    }

    static JobResult result(int status) {
        return switch (status) {
            case 410 -> JobResult.cancelJob(); // gone for good: the job is done
            case 503 -> JobResult.retryAfter(Duration.ofSeconds(30)); // busy: the same run again, a little later
            default -> JobResult.success("answered with " + status);
        };
    }
}

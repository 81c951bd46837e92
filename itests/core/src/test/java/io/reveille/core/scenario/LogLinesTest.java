package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.impl.StaticLoggerBinder;

/** What a developer reads in the log of a job that runs: each failure, and that it does as it should. */
class LogLinesTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final List<String> lines = new ArrayList<>();
    private final AtomicBoolean fails = new AtomicBoolean();

    @BeforeEach
    void listen() {
        gateway.handler("scan", run -> fails.get() ? JobResult.failure("no answer") : JobResult.success("3 found"));
        StaticLoggerBinder.tell(line -> {
            if (line.startsWith("info Job scan has") || line.startsWith("warn Job scan")) {
                lines.add(line.strip());
            }
        });
    }

    @AfterEach
    void listenNoMore() {
        StaticLoggerBinder.tell(line -> {});
    }

    @Test
    void theFirstSuccessIsSaidOnce() {
        define("every minute");
        gateway.advance(Duration.ofMinutes(5));

        assertThat(lines)
                .singleElement()
                .asString()
                .matches("info Job scan has succeeded \\(run \\S+, 0 ms\\): 3 found");
    }

    @Test
    void soIsTheFirstAfterAFailure() {
        define("every minute");
        gateway.advance(Duration.ofMinutes(2));
        fails.set(true);
        gateway.advance(Duration.ofMinutes(2));
        fails.set(false);
        gateway.advance(Duration.ofMinutes(3));

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("warn Job scan failed").endsWith("no answer");
        assertThat(lines.get(2)).startsWith("warn Job scan failed");
        assertThat(lines.get(3)).startsWith("info Job scan has succeeded");
    }

    @Test
    void andTheFirstAfterAChange() {
        Job job = define("every minute");
        gateway.advance(Duration.ofMinutes(2));
        define("every 2 minutes");
        gateway.advance(Duration.ofMinutes(6));

        assertThat(lines).hasSize(2);
        assertThat(job.history()).hasSizeGreaterThan(3);
    }

    private Job define(String schedule) {
        return gateway.scheduler().schedule(schedule).named("scan").run("scan");
    }
}

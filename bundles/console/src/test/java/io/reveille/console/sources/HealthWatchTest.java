package io.reveille.console.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.console.pages.HealthSource;
import io.reveille.console.pages.HealthSource.Line;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** The verdicts of Felix Health Checks, as they are. */
class HealthWatchTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:30:00Z");

    @Test
    void eachCheckWithAllItsLines() {
        FormattingResultLog log = new FormattingResultLog();
        log.debug("looked at {}", "all");
        log.info("12 jobs");
        log.warn("a job is held");
        log.critical("it is lost");
        log.add(new ResultLog.Entry(
                Result.Status.HEALTH_CHECK_ERROR, "it has failed", new IllegalStateException("no answer")));
        List<HealthCheckSelector> asked = new ArrayList<>();
        HealthSource.Verdict verdict =
                new HealthWatch(new Executor(asked, new Result(log))).verdicts().get(0);

        assertThat(asked).containsExactly(HealthCheckSelector.names(""));
        assertThat(verdict.name()).isEqualTo("Reveille");
        assertThat(verdict.tags()).containsExactly("reveille", "scheduler");
        assertThat(verdict.status()).isEqualTo("HEALTH_CHECK_ERROR");
        assertThat(verdict.at()).isEqualTo(AT);
        assertThat(verdict.millis()).isEqualTo(17);
        assertThat(verdict.lines())
                .containsExactly(
                        new Line("DEBUG", "looked at all"),
                        new Line("INFO", "12 jobs"),
                        new Line("WARN", "a job is held"),
                        new Line("CRITICAL", "it is lost"),
                        new Line("HEALTH_CHECK_ERROR", "it has failed (java.lang.IllegalStateException: no answer)"));
    }

    private record Executor(List<HealthCheckSelector> asked, Result result) implements HealthCheckExecutor {

        @Override
        public List<HealthCheckExecutionResult> execute(HealthCheckSelector selector) {
            asked.add(selector);
            return List.of(new Told(result));
        }

        @Override
        public List<HealthCheckExecutionResult> execute(
                HealthCheckSelector selector, HealthCheckExecutionOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    private record Told(Result result) implements HealthCheckExecutionResult {

        @Override
        public Result getHealthCheckResult() {
            return result;
        }

        @Override
        public long getElapsedTimeInMs() {
            return 17;
        }

        @Override
        public Date getFinishedAt() {
            return Date.from(AT);
        }

        @Override
        public boolean hasTimedOut() {
            return false;
        }

        @Override
        public HealthCheckMetadata getHealthCheckMetadata() {
            return new HealthCheckMetadata(reference(Map.of(
                    HealthCheck.NAME,
                    "Reveille",
                    HealthCheck.TAGS,
                    new String[] {"reveille", "scheduler"},
                    "service.id",
                    7L)));
        }
    }

    private static ServiceReference<?> reference(Map<String, Object> properties) {
        return (ServiceReference<?>) Proxy.newProxyInstance(
                HealthWatchTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

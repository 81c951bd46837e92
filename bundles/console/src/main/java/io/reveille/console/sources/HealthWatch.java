package io.reveille.console.sources;

import io.reveille.console.pages.HealthSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks Felix Health Checks, where they are installed; the verdicts are for the console. */
@Component(name = HealthWatch.NAME, service = HealthSource.class, enabled = false) // HealthSwitch enables it
public final class HealthWatch implements HealthSource {

    static final String NAME = "io.reveille.console.pages.HealthWatch";

    /**
     * All checks, as /system/health asks for them where nobody names tags: by an empty name. By no name at all the executor
     * would take only those with the tags of its own settings, which nothing has.
     */
    private static final HealthCheckSelector ALL = HealthCheckSelector.names("");

    private final HealthCheckExecutor executor;

    @Activate
    public HealthWatch(@Reference HealthCheckExecutor executor) {
        this.executor = executor;
    }

    @Override
    public List<Verdict> verdicts() {
        return executor.execute(ALL).stream().map(HealthWatch::verdict).toList();
    }

    private static Verdict verdict(HealthCheckExecutionResult result) {
        Result told = result.getHealthCheckResult();
        List<Line> lines = new ArrayList<>();
        told.forEach(entry -> lines.add(new Line(entry.getLogLevel(), text(entry))));
        return new Verdict(
                result.getHealthCheckMetadata().getTitle(),
                result.getHealthCheckMetadata().getTags(),
                told.getStatus().name(),
                result.getFinishedAt().toInstant(),
                result.getElapsedTimeInMs(),
                lines);
    }

    private static String text(ResultLog.Entry entry) {
        @Nullable Exception thrown = entry.getException();
        return thrown == null ? entry.getMessage() : entry.getMessage() + " (" + thrown + ")";
    }
}

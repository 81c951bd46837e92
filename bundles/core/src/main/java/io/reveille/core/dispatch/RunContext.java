package io.reveille.core.dispatch;

import io.reveille.JobContext;
import io.reveille.Progress;
import io.reveille.core.outcome.OutcomeRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The handler's view of a run. */
final class RunContext implements JobContext {

    private final RunRequest request;
    private final Instant actualTime;
    private final Map<String, Object> arguments; // with the secrets in them
    private final UnaryOperator<String> mask;
    private final Map<String, Object> memory;
    private volatile boolean cancelled;
    private volatile @Nullable Progress progress;

    RunContext(RunRequest request, Instant actualTime, Map<String, Object> arguments, UnaryOperator<String> mask) {
        this.request = request;
        this.actualTime = actualTime;
        this.arguments = arguments;
        this.mask = mask;
        this.memory = new LinkedHashMap<>(request.memory());
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public String jobName() {
        return request.job();
    }

    @Override
    public String runId() {
        return request.runId();
    }

    @Override
    public Instant nominalTime() {
        return request.nominalTime();
    }

    @Override
    public Instant actualTime() {
        return actualTime;
    }

    @Override
    public int attempt() {
        return request.attempt();
    }

    @Override
    public int missed() {
        return request.missed();
    }

    @Override
    public boolean isRecovery() {
        return request.recovery();
    }

    @Override
    public boolean isTriggered() {
        return request.triggered();
    }

    @Override
    public Map<String, Object> arguments() {
        return arguments;
    }

    @Override
    public String mask(String text) {
        return mask.apply(text);
    }

    @Override
    public Map<String, Object> input() {
        return request.input();
    }

    @Override
    public void progress(double fraction, String message) {
        double within = Double.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
        progress = new Progress(within, OutcomeRules.oneLine(mask.apply(message)));
    }

    /** How far the run has come, as its handler said last. */
    Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    @Override
    public Map<String, Object> memory() {
        return memory;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}

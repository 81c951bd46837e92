package io.reveille.core.dispatch;

import io.reveille.JobContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The handler's view of a run. */
final class RunContext implements JobContext {

    private final RunRequest request;
    private final Instant actualTime;
    private final Map<String, Object> memory;
    private volatile boolean cancelled;

    RunContext(RunRequest request, Instant actualTime) {
        this.request = request;
        this.actualTime = actualTime;
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
        return request.arguments();
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

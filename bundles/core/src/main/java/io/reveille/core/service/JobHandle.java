package io.reveille.core.service;

import io.reveille.GateAnswer;
import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobStatus;
import io.reveille.RequestedRun;
import io.reveille.RunReport;
import io.reveille.core.engine.EngineAccess;
import io.reveille.core.engine.JobView;
import io.reveille.core.intake.DefinitionCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A job by its name: keeps nothing, asks the engine each time. */
final class JobHandle implements Job {

    private static final int MOST_NEXT = 1000;

    private final String name;
    private final EngineAccess access;
    private final JobMaker maker;

    JobHandle(String name, EngineAccess access, JobMaker maker) {
        this.name = name;
        this.access = access;
        this.maker = maker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JobDefinition definition() {
        return view().definition();
    }

    @Override
    public Map<String, Object> properties() {
        return DefinitionCodec.write(definition());
    }

    @Override
    public List<Instant> next(int n) {
        if (n < 0 || n > MOST_NEXT) {
            throw new IllegalArgumentException(
                    "The next " + n + " occurrences were asked for, expected 0 to " + MOST_NEXT + ".");
        }
        return access.next(name, n).orElseThrow(this::gone);
    }

    @Override
    public JobStatus status() {
        return view().status();
    }

    @Override
    public List<RunReport> history() {
        return view().history();
    }

    @Override
    public CompletionStage<RunReport> trigger() {
        return request().report();
    }

    @Override
    public RequestedRun request() {
        return maker.orders().trigger(name).orElseThrow(this::gone);
    }

    @Override
    public List<GateAnswer> askGates() {
        return access.askGates(name).orElseThrow(this::gone);
    }

    @Override
    public void pause() {
        if (!maker.orders().pause(name)) {
            throw gone();
        }
    }

    @Override
    public int resume() {
        return maker.orders().resume(name).orElseThrow(this::gone);
    }

    @Override
    public int interrupt() {
        return maker.orders().interrupt(name).orElseThrow(this::gone);
    }

    @Override
    public boolean cancel() {
        return maker.cancel(name);
    }

    @Override
    public String explain() {
        return Explainer.explain(view(), access.now());
    }

    @Override
    public String toString() {
        return "job " + name;
    }

    private JobView view() {
        return access.view(name).orElseThrow(this::gone);
    }

    private IllegalStateException gone() {
        return new IllegalStateException("There is no job named \"" + name + "\" any more.");
    }
}

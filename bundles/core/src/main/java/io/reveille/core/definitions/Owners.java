package io.reveille.core.definitions;

import io.reveille.core.changes.DefinitionRecord;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.saving.Urgency;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code that has made jobs, as recorded in their states and in their definitions' records. Belongs to the engine's
 * thread.
 */
public final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private final Jobs jobs;
    private final JobRecorder recorder;

    public Owners(Jobs jobs, JobRecorder recorder) {
        this.jobs = jobs;
        this.recorder = recorder;
    }

    /** Notes that code has made a job. */
    void made(String job, String owner, String code) {
        jobs.find(job).filter(known -> !owner.isEmpty() || !code.isEmpty()).ifPresent(known -> {
            Transitions.made(known.state, owner, code);
            recorder.changed(known.entry, Urgency.IN_BUDGET);
        });
    }

    /** Restores the owner of a job whose state is lost, from the record of the definition. */
    void remember(DefinitionRecord record) {
        boolean forgotten = jobs.state(record.job())
                .filter(state -> !state.isReadOnly()
                        && state.owner().isEmpty()
                        && state.codeHash().isEmpty()
                        && !record.code().isEmpty())
                .isPresent();
        if (forgotten && jobs.find(record.job()).isPresent()) {
            LOG.warn(
                    "The state of job {} is lost; the job begins anew, and still belongs to {}.",
                    record.job(),
                    record.owner().isEmpty() ? "whoever stored it" : record.owner());
            made(record.job(), record.owner(), record.code());
        }
    }

    /** The same record, with the owner that the job's state names. */
    DefinitionRecord withOwner(DefinitionRecord record) {
        return jobs.state(record.job())
                .map(state -> record.by(state.owner().orElse(""), state.codeHash()))
                .orElse(record);
    }

    /** The owner of the job that a record is of. */
    String ownerOf(DefinitionRecord record) {
        return jobs.state(record.job()).flatMap(RunState::owner).orElse(record.owner());
    }

    /** The hash of the definition that the owner's code gave last. */
    String codeOf(DefinitionRecord record) {
        return jobs.state(record.job())
                .map(RunState::codeHash)
                .filter(code -> !code.isEmpty())
                .orElse(record.code());
    }
}

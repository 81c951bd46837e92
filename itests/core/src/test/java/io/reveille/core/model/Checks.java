package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.core.engine.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks whether a gateway does what it promises, after each action and at the end of a script. */
final class Checks {

    private final Machine machine;
    private final Witness witness;

    Checks(Machine machine, Witness witness) {
        this.machine = machine;
        this.witness = witness;
    }

    void check() {
        machine.nextWakeUp()
                .ifPresent(
                        next -> assertThat(next).as("nothing is left to do now").isAfter(machine.now()));
        for (JobView view : machine.views()) {
            check(view);
        }
    }

    private void check(JobView view) {
        JobStatus status = view.status();
        String explained = explained(view.name());
        assertThat(explained).isNotBlank();
        assertThat(status.reason().isEmpty())
                .as("%s is %s because \"%s\"", view.name(), status.state(), status.reason())
                .isEqualTo(status.state() == JobState.READY);
        if (status.state() == JobState.WAITING_FOR_HANDLER) {
            assertThat(machine.isThere(view.definition().handler()))
                    .as(explained)
                    .isFalse();
        }
        if (status.state() == JobState.READY
                && !status.running()
                && !view.schedule().isEvent()) {
            checkItHasAPlan(view, explained);
        }
        assertThat(status.failuresInARow()).isLessThanOrEqualTo((int) status.failures());
        assertThat(status.failures()).isLessThanOrEqualTo(status.runs());
        assertThat(view.history()).hasSizeLessThanOrEqualTo(20);
        machine.model.check(view);
    }

    private void checkItHasAPlan(JobView view, String explained) {
        JobStatus status = view.status();
        assertThat(status.nextRun().isPresent() || !status.waiting().isEmpty())
                .as("%s is ready and has a plan: %s", view.name(), explained)
                .isTrue();
        Instant now = machine.now();
        Instant deadline = view.deadline().orElse(Instant.MIN);
        Instant latest = status.nextRun()
                .map(next -> next.isAfter(now) ? next : now.plusSeconds(60)) // its turn, or its gate
                .map(next -> next.isAfter(deadline) ? next : deadline)
                .orElse(Instant.MAX);
        assertThat(machine.nextWakeUp().orElse(Instant.MAX))
                .as("it is %s, and the engine wakes for %s: %s", now, view.name(), explained)
                .isBeforeOrEqualTo(latest);
    }

    private String explained(String job) {
        return machine.scheduler().job(job).map(Job::explain).orElse("");
    }

    /** Everything that held jobs up ends: each is ready, and runs, or is done. */
    void end() {
        machine.failStates(false);
        witness.behave();
        for (String handler : Witness.HANDLERS) {
            machine.comes(handler);
        }
        witness.finishAll();
        machine.settle();
        machine.trust();
        machine.advance(Duration.ofMinutes(2));
        check();
        for (JobView view : machine.views()) {
            machine.resume(view.name());
        }
        check();
        for (JobView view : machine.views()) {
            if (!view.status().reason().startsWith("it follows itself")) { // that ends with another definition
                assertThat(view.status().state())
                        .as("%s is let go on: %s", view.name(), explained(view.name()))
                        .isIn(JobState.READY, JobState.DONE);
            }
        }
        checkTheyRun();
        assertThat(witness.permits()).as("permits of gates not given back").isZero();
    }

    /** With jobs that run every few seconds three hours are long. */
    private Duration horizon() {
        Instant minute = machine.now().plusSeconds(60);
        boolean isQuick = machine.views().stream()
                .flatMap(view -> view.status().nextRun().stream())
                .anyMatch(minute::isAfter);
        return isQuick ? Duration.ofMinutes(10) : Duration.ofHours(3);
    }

    private void checkTheyRun() {
        Instant soon = machine.now().plus(horizon());
        List<JobView> next = machine.views().stream()
                .filter(view -> view.status().state() == JobState.READY)
                .filter(view -> view.status().nextRun().filter(soon::isAfter).isPresent())
                .toList();
        Optional<Instant> last =
                next.stream().flatMap(view -> view.deadline().stream()).max(Instant::compareTo);
        if (last.isPresent()) {
            Duration wait = Duration.between(machine.now(), last.get());
            machine.advance((wait.isNegative() ? Duration.ZERO : wait).plusSeconds(90));
            check();
        }
        for (JobView before : next) {
            JobStatus now = machine.view(before.name()).orElseThrow().status();
            if (now.reason().startsWith("quarantined after")) {
                continue; // its next occurrence ended the attempts of the fifth in a row that failed
            }
            assertThat(now.runs())
                    .as("%s has run at its time: %s", before.name(), explained(before.name()))
                    .isGreaterThan(before.status().runs());
        }
    }
}

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
import java.util.Random;

/** What may happen to one gateway, at random, and what must hold after each. */
final class Script {

    private static final int JOBS = 5;

    private final Random random;
    private final Random moment; // of crashes; its own, so that a seed stays the script that it was
    private final Machine machine = new Machine();
    private final Definitions definitions;
    private final Witness witness;
    private boolean failing; // the store

    Script(Random random, Random moment) {
        this.random = random;
        this.moment = moment;
        this.definitions = new Definitions(random, JOBS);
        this.witness = new Witness(random, machine);
    }

    /** How often handlers were called by schedule. */
    long calls() {
        return machine.model.calls();
    }

    /** Does something; returns what. */
    String act() {
        String job = "job " + random.nextInt(JOBS);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6 -> {
                return advance();
            }
            case 7 -> {
                Duration time = seconds(9000);
                machine.suspend(time);
                return "suspend for " + time;
            }
            case 8 -> {
                Duration step = step();
                machine.step(step);
                return "a step of the clock by " + step;
            }
            case 9, 10 -> {
                return comeOrGo(Witness.HANDLERS.get(random.nextInt(Witness.HANDLERS.size())));
            }
            case 11, 12, 13, 14 -> {
                var properties = definitions.next(job);
                machine.define(properties);
                return "define " + properties;
            }
            case 15 -> {
                machine.delete(job);
                return "delete " + job;
            }
            case 16 -> {
                machine.cancel(job);
                return "cancel " + job;
            }
            case 17 -> {
                machine.scheduler().job(job).ifPresent(Job::pause);
                machine.settle();
                return "pause " + job;
            }
            case 18 -> {
                machine.resume(job);
                return "resume " + job;
            }
            case 19 -> {
                machine.scheduler().job(job).ifPresent(Job::trigger);
                machine.settle();
                return "trigger " + job;
            }
            case 20 -> {
                witness.turn();
                return "the gate opens or shuts";
            }
            case 21 -> {
                if (random.nextInt(3) == 0) {
                    failing = !failing;
                    machine.failStates(failing);
                }
                return "the store of state " + (failing ? "fails" : "works");
            }
            case 22 -> {
                return restart();
            }
            default -> {
                if (witness.isAnythingSlow()) {
                    witness.finishOne();
                    machine.settle();
                }
                return "a slow run ends";
            }
        }
    }

    private String advance() {
        Duration time = seconds(random.nextInt(8) == 0 ? 9000 : 600);
        machine.advance(time);
        return "advance by " + time;
    }

    private String comeOrGo(String handler) {
        if (machine.isThere(handler)) {
            machine.goes(handler);
            return handler + " goes";
        }
        machine.comes(handler);
        return handler + " comes";
    }

    private String restart() {
        boolean inOrder = random.nextBoolean();
        boolean reboot = random.nextInt(3) == 0;
        Duration down = seconds(4000);
        Duration step = !reboot && random.nextInt(4) == 0 ? step() : Duration.ZERO;
        String before = inOrder || moment.nextInt(3) > 0 ? "" : hang();
        machine.restart(inOrder, reboot, down, step);
        failing = false;
        if (!inOrder) {
            witness.killed();
        }
        return before + (inOrder ? "restart" : "crash") + (reboot ? " and reboot" : "") + " for " + down
                + (step.isZero() ? "" : ", the clock steps by " + step);
    }

    private String hang() {
        int saves = moment.nextInt(6);
        Duration time = Duration.ofSeconds(1 + moment.nextInt(1200));
        machine.hangFor(saves, time);
        return "for " + time + " no save but " + saves + ", and a ";
    }

    /** Less than 2 s is no step: clocks are slewed, and jobs that follow elapsed time do not move along. */
    private Duration step() {
        Duration drawn = seconds(random.nextInt(4) == 0 ? 200_000 : 9000);
        Duration step = drawn.toSeconds() < 2 ? Duration.ofSeconds(2) : drawn;
        return random.nextInt(3) > 0 ? step.negated() : step.compareTo(Duration.ofHours(3)) > 0 ? seconds(9000) : step;
    }

    private Duration seconds(int most) {
        return Duration.ofSeconds(random.nextInt(most));
    }

    // What must hold

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
        machine.model.check(view.name(), status);
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
        while (witness.isAnythingSlow()) {
            witness.finishOne();
            machine.settle();
        }
        machine.scheduler().trustClock();
        machine.settle();
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

    private void checkTheyRun() {
        Instant soon = machine.now().plus(Duration.ofHours(3));
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

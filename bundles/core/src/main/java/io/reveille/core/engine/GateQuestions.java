package io.reveille.core.engine;

import io.reveille.GateAnswer;
import io.reveille.core.runs.GateKeeper;
import io.reveille.core.runs.GateKeeper.Question;
import io.reveille.core.threads.Alarm;
import io.reveille.core.threads.CallerWait;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Occurrence;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Questions to gates outside of any occurrence, on the thread where gates may block. Called by the asking thread, which
 * waits for the answers and holds no lock meanwhile.
 */
final class GateQuestions {

    /** A question under way. */
    private static final class Asked {

        final Question question;
        final CompletableFuture<GateAnswer> said = new CompletableFuture<>();
        volatile boolean begun;

        Asked(Question question) {
            this.question = question;
        }

        void no(String reason) {
            said.complete(new GateAnswer(question.name(), question.condition(), false, reason));
        }

        /** Asks the gate. A permit is given back before any other question, so that asking refuses no run. */
        void answer(RunGate gate, Occurrence occurrence) {
            if (said.isDone()) {
                return; // the caller waits no longer, and occurrences wait for this thread
            }
            begun = true;
            RunGate.Answer answer =
                    GateKeeper.answer(gate, occurrence, question, new Refusal(question.shown() + " failed"));
            if (answer instanceof Permit permit) {
                GateKeeper.close(permit);
                said.complete(new GateAnswer(question.name(), question.condition(), true, ""));
            } else {
                no(((Refusal) answer).reason());
            }
        }

        void timeIsUp() {
            no(begun ? question.unanswered() : question.shown() + " was not asked: another one does not answer");
        }
    }

    private final GateKeeper gates;
    private final GuardedCalls calls;
    private final CallerWait wait;
    private final Alarm alarm;

    GateQuestions(GateKeeper gates, GuardedCalls calls, CallerWait wait, Alarm alarm) {
        this.gates = gates;
        this.calls = calls;
        this.wait = wait;
        this.alarm = alarm;
    }

    /** Returns the answers of all gates that an occurrence concerns, in the order in which a run would ask them. */
    List<GateAnswer> ask(Occurrence occurrence, List<String> conditions) {
        List<Asked> all = gates.questions(conditions).stream().map(Asked::new).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        // One time limit holds for all gates together, though each may take as long and they are asked one by one.
        Runnable calledOff =
                alarm.after(Duration.ofSeconds(RunGate.ANSWER_SECONDS), () -> all.forEach(Asked::timeIsUp));
        all.forEach(asked -> send(asked, occurrence));
        CompletableFuture<Void> last =
                CompletableFuture.allOf(all.stream().map(asked -> asked.said).toArray(CompletableFuture[]::new));
        wait.until(last.thenApply(nothing -> all));
        calledOff.run();
        all.forEach(Asked::timeIsUp); // in case no engine keeps the time
        return all.stream().map(asked -> asked.said.join()).toList();
    }

    private void send(Asked asked, Occurrence occurrence) {
        asked.question
                .gate()
                .ifPresentOrElse(
                        gate -> calls.call(
                                gate,
                                () -> asked.answer(gate, occurrence),
                                () -> asked.no(asked.question.unanswered())),
                        () -> asked.no(asked.question.missing()));
    }
}

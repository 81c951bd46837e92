package io.reveille.core.runs;

import io.reveille.core.fault.FaultMessage;
import io.reveille.core.job.Run;
import io.reveille.core.threads.GuardedCalls;
import io.reveille.spi.RunGate;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The asking of gates, one after the other, on threads where they may block. May be called by any thread. */
public final class GateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);

    private static final FaultMessage NOT_ALL_ASKED =
            new FaultMessage(LOG, "The gates of a run could not all be asked, which counts as a refusal.");

    private static final FaultMessage GATE_FAILED = new FaultMessage(LOG, "A gate failed, which counts as a refusal.");

    private static final FaultMessage NOT_CLOSED =
            new FaultMessage(LOG, "A gate's permit could not be given back; the run is over all the same.");

    /** The answer of the gates: their permits, or the first refusal. */
    record Answer(List<Permit> permits, Optional<Refusal> refusal) {}

    /** A gate that is there; one without name is asked for every job. */
    private record Named(String name, RunGate gate) {}

    /**
     * A question to a gate.
     *
     * @param name the gate's name; empty for one that is asked for every job
     * @param gate the gate; empty if it is not there
     */
    public record Question(String name, Optional<RunGate> gate, String condition) {

        /** The gate in words. */
        public String shown() {
            return name.isEmpty() ? "a gate" : "the gate \"" + name + "\"";
        }

        public String missing() {
            return "there is no gate \"" + name + "\"";
        }

        public String unanswered() {
            return shown() + " does not answer";
        }
    }

    private final GuardedCalls calls;
    private final List<Named> gates = new CopyOnWriteArrayList<>();

    public GateKeeper(GuardedCalls calls) {
        this.calls = calls;
    }

    /** Adds a gate; one without name is asked for every job. */
    public void add(String name, RunGate gate) {
        gates.add(new Named(name, gate));
    }

    public void remove(RunGate gate) {
        gates.removeIf(named -> named.gate == gate);
        calls.forget(gate);
    }

    /**
     * Checks a condition with its gate, if that is there.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public void check(String name, String condition) {
        find(name).ifPresent(gate -> gate.check(condition));
    }

    /** Whether any gate has to be asked. */
    boolean concern(List<String> conditions) {
        return !conditions.isEmpty() || (!gates.isEmpty() && gates.stream().anyMatch(named -> named.name.isEmpty()));
    }

    /** Asks all gates that an occurrence concerns; tells the answer once, on any thread. */
    void ask(RunGate.Occurrence occurrence, List<String> conditions, Consumer<Answer> then) {
        ask(occurrence, questions(conditions), 0, new ArrayList<>(), then);
    }

    /**
     * Lists the questions to all gates that an occurrence concerns, in order: the gates without a name, then those of
     * the definition.
     */
    public List<Question> questions(List<String> conditions) {
        List<Question> questions = new ArrayList<>();
        gates.stream()
                .filter(named -> named.name.isEmpty())
                .forEach(named -> questions.add(new Question("", Optional.of(named.gate), "")));
        for (String condition : conditions) {
            String[] words = condition.split(" ", 2);
            questions.add(new Question(words[0], find(words[0]), words.length > 1 ? words[1].strip() : ""));
        }
        return questions;
    }

    private void ask(
            RunGate.Occurrence occurrence,
            List<Question> questions,
            int i,
            List<Permit> permits,
            Consumer<Answer> then) {
        if (i == questions.size()) {
            then.accept(new Answer(permits, Optional.empty()));
            return;
        }
        Question question = questions.get(i);
        if (question.gate.isEmpty()) {
            then.accept(no(permits, question.missing()));
            return;
        }
        RunGate gate = question.gate.get();
        AtomicBoolean answered = new AtomicBoolean();
        Answer failed = no(permits, question.shown() + " failed"); // made ahead: later there may be no memory
        Refusal unsaid = failed.refusal().orElseThrow();
        calls.call(
                gate,
                () -> {
                    RunGate.Answer answer = answer(gate, occurrence, question, unsaid);
                    if (!answered.compareAndSet(false, true)) {
                        if (answer instanceof Permit late) {
                            close(late); // given up meanwhile
                        }
                        return;
                    }
                    Answer all = failed;
                    try {
                        if (answer instanceof Permit permit) {
                            permits.add(permit);
                            ask(occurrence, questions, i + 1, permits, then);
                            return;
                        }
                        all = new Answer(permits, Optional.of((Refusal) answer));
                    } catch (Throwable e) {
                        NOT_ALL_ASKED.warn(e);
                    }
                    then.accept(all);
                },
                () -> {
                    if (answered.compareAndSet(false, true)) {
                        then.accept(no(permits, question.unanswered()));
                    }
                });
    }

    /**
     * Asks a gate, on a thread where it may block.
     *
     * @param failed the answer if there is no memory to say how the gate failed
     */
    public static RunGate.Answer answer(
            RunGate gate, RunGate.Occurrence occurrence, Question question, Refusal failed) {
        try {
            RunGate.Answer answer = gate.ask(occurrence, question.condition);
            return answer == null ? new Refusal(question.shown() + " gives no answer") : answer;
        } catch (Throwable e) { // somebody else's code, as with handlers
            return refusal(gate, occurrence, question, e).orElse(failed);
        }
    }

    private static Optional<Refusal> refusal(
            RunGate gate, RunGate.Occurrence occurrence, Question question, Throwable thrown) {
        try {
            LOG.warn("The gate {} failed, which counts as a refusal of job {}", gate, occurrence.job(), thrown);
            return Optional.of(new Refusal(question.shown() + " failed: " + thrown));
        } catch (Throwable second) {
            GATE_FAILED.warn(thrown);
            return Optional.empty();
        }
    }

    /** Gives back the permits of a run. */
    void givePermitsBack(Run run) {
        while (!run.permits.isEmpty()) {
            Permit permit = run.permits.get(0);
            List<Permit> others = run.permits.subList(1, run.permits.size());
            calls.call(permit, () -> close(permit), () -> {});
            run.permits = others; // each once, should this be repeated after an Error
        }
    }

    /** Gives a permit back, on a thread where that may block. */
    public static void close(Permit permit) {
        try {
            permit.close();
        } catch (Exception | Error e) { // somebody else's code
            NOT_CLOSED.warn(e);
        }
    }

    private static Answer no(List<Permit> permits, String reason) {
        return new Answer(permits, Optional.of(new Refusal(reason)));
    }

    private Optional<RunGate> find(String name) {
        return gates.stream()
                .filter(named -> named.name.equals(name))
                .map(Named::gate)
                .findFirst();
    }
}

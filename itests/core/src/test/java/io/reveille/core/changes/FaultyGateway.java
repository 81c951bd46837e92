package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.state.RecordKind;
import io.reveille.spi.JobProperties;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.internal.ManualEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine on two stores, each of which can fail, or be cut off by a kill, at a chosen write. */
final class FaultyGateway {

    /** The names of all jobs. */
    static final List<String> NAMES = List.of("a", "b", "c");

    /** The bundle whose code makes jobs. */
    static final String BUNDLE = "app";

    /** After this time all is saved. */
    static final Duration SAVED = Duration.ofMinutes(2);

    private static final String HANDLER = "h";

    private final AtomicBoolean killed = new AtomicBoolean();
    private final StepLog log;
    private final WriteFaults stateFaults = new WriteFaults(killed);
    private final WriteFaults definitionFaults = new WriteFaults(killed);
    private final TornStates states;
    private final CutDefinitions definitions;
    private final ManualEngine engine;

    FaultyGateway(Random random, StepLog log) {
        this.log = log;
        states = new TornStates(stateFaults, random, log);
        definitions = new CutDefinitions(definitionFaults, random, log);
        engine = new ManualEngine(ManualScheduler.START, ManualEngine.SETTINGS, definitions, states);
        JobHandler handler = run -> JobResult.success();
        engine.add(engine.offer("field", Map.of("job.handler", HANDLER), Handler.of(handler))
                .orElseThrow());
    }

    /** The steps so far, for further ones. */
    StepLog log() {
        return log;
    }

    // The engine

    ScheduleService code() {
        return engine.scheduler(BUNDLE);
    }

    Job job(String name) {
        return code().job(name).orElseThrow();
    }

    JobTransfer transfer() {
        return engine.transfer();
    }

    void run(String name, String schedule) {
        code().schedule(schedule).named(name).run(HANDLER);
    }

    void settle() {
        engine.settle();
    }

    void advance(Duration span) {
        engine.advance(span);
    }

    /** Stops the engine in order, and starts it again. */
    void restart() {
        engine.stop();
        engine.time().advance(Duration.ofSeconds(5));
        engine.start();
    }

    /** Whether a fault has killed the process: the engine is to be started again. */
    boolean isKilled() {
        return killed.get();
    }

    /** Kills the process, if no fault has done so; nothing fails any more. */
    void kill() {
        engine.kill();
        killed.set(false);
        clearFaults();
    }

    /** Starts the engine after a kill; returns whether it runs, not killed again. */
    boolean start() {
        try {
            engine.start();
        } catch (ProcessKilled e) {
            assertThat(isKilled()).isTrue();
        }
        return !isKilled();
    }

    void passTime(Duration span) {
        engine.time().advance(span);
    }

    // The stores

    WriteFaults stateFaults() {
        return stateFaults;
    }

    WriteFaults definitionFaults() {
        return definitionFaults;
    }

    void clearFaults() {
        stateFaults.clear();
        definitionFaults.clear();
    }

    static Map<String, Object> properties(String name, String schedule) {
        return ManualScheduler.properties(name, schedule, HANDLER);
    }

    /** The definitions, for operators and for a disk that loses some. */
    MemoryDefinitionStore definitions() {
        return definitions.store();
    }

    static String address(String name) {
        return MemoryDefinitionStore.canonical(name);
    }

    /** Whether a change of a job is pending in the store of state. */
    boolean isPending(String name) {
        return states.has(RecordKind.PENDING.nameOf(name));
    }

    /** Whether the pending change of a job is newer than all that is saved of its definition. */
    boolean isPendingUnknown(String name) {
        long pending = number(states.text(RecordKind.PENDING.nameOf(name)), "number");
        return pending > number(states.text(RecordKind.DEFINITION.nameOf(name)), "intent");
    }

    private static long number(String json, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":(\\d+)").matcher(json);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** Whether the store of state has worked since it last failed. */
    boolean stateWorksAgain() {
        return states.worksAgain();
    }

    /** Whether a change is to be taken back at the next start. */
    boolean isTakenBackLater() {
        return states.names().stream().anyMatch(name -> name.startsWith(RecordKind.PENDING_BACK.nameOf("")));
    }

    /** Whether nothing was ever saved of a definition of this name. */
    boolean isNeverSaved(String name) {
        return !states.has(RecordKind.DEFINITION.nameOf(name));
    }

    /** The records of changes that are left. */
    List<String> recordsOfChanges() {
        List<String> left = new ArrayList<>(states.names());
        left.removeIf(name -> !name.startsWith("/pending") && !name.startsWith(RecordKind.TOGETHER.nameOf("")));
        return left;
    }

    /** Returns what the engine shows, after a check that the store of definitions says the same. */
    SeenJobs seen() {
        SeenJobs seen = SeenJobs.of(code());
        Map<String, Object> stored = new TreeMap<>();
        for (String name : NAMES) {
            Map<String, Object> properties = definitions().at(address(name));
            if (!properties.isEmpty()) {
                stored.put(name, String.valueOf(properties.get(JobProperties.SCHEDULE)));
            }
        }
        assertThat(stored).as("the store says what the engine shows").isEqualTo(seen.schedules());
        return seen;
    }
}

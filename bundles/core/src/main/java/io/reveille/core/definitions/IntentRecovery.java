package io.reveille.core.definitions;

import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.RunState;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recovery of changes of definitions that a kill may have cut off: at a start, before jobs are planned, each is
 * carried out unless somebody has changed the definition since. Belongs to the engine's thread.
 */
public final class IntentRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(IntentRecovery.class);

    /**
     * A change, the number of its intent, the state that the job goes on with by that, and whether somebody else has
     * changed the definition after it.
     */
    private record Step(long number, DefinitionChange change, Optional<StateRecord> state, boolean settled) {}

    /**
     * The definition of one job as it was found, beside the changes that were under way.
     *
     * @param steps all changes of it, oldest first
     * @param open the changes that are not known to be done
     * @param there the definition that the last change is about
     * @param holds whether the last change is done already
     * @param due whether the last change is to be carried out
     * @param lost whether somebody else has changed the definition after that, which is not there any more
     */
    private record Finding(
            List<Step> steps,
            List<Step> open,
            Optional<StoredDefinition> there,
            boolean holds,
            boolean due,
            boolean lost) {

        Step last() {
            return steps.get(steps.size() - 1);
        }

        String job() {
            return last().change().job();
        }
    }

    /** The order of definitions with one name, as for {@link io.reveille.core.intake.Candidate}. */
    private static final Comparator<StoredDefinition> BEST_FIRST = Comparator.comparing(
                    StoredDefinition::canonical, Comparator.reverseOrder())
            .thenComparing(StoredDefinition::id);

    private final DefinitionStore store;
    private final DefinitionCodec codec;
    private final Archive archive;
    private final Function<String, Optional<RunState>> states;
    private final Map<String, StoredDefinition> found;
    private final Map<Object, String> named = new HashMap<>(); // address of the best one before recovery
    private final Map<Object, Set<String>> others = new HashMap<>(); // all addresses of names that have several
    private final List<Recovered> holding = new ArrayList<>();
    private final Set<Long> failed = new HashSet<>();

    /**
     * @param states the saved states of jobs
     * @param found the definitions in the store, by address; updated by the recovery
     * @param codec compares definitions by their meaning
     */
    public IntentRecovery(
            DefinitionStore store,
            Archive archive,
            Function<String, Optional<RunState>> states,
            Map<String, StoredDefinition> found,
            DefinitionCodec codec) {
        this.store = store;
        this.codec = codec;
        this.archive = archive;
        this.states = states;
        this.found = found;
        found.values().stream().sorted(BEST_FIRST).forEach(definition -> {
            Object name = definition.properties().get(JobProperties.NAME);
            String first = named.putIfAbsent(name, definition.id());
            if (first != null) {
                others.computeIfAbsent(name, any -> new HashSet<>(List.of(first)))
                        .add(definition.id());
            }
        });
    }

    /** Carries out intents and returns those that are over. Refused changes are tried again at the next start. */
    public List<Intent> run(List<Intent> intents) {
        Map<String, List<Step>> byJob = new LinkedHashMap<>();
        for (Intent intent : intents) {
            Map<String, StateRecord> imported =
                    intent.states().stream().collect(Collectors.toMap(StateRecord::job, state -> state));
            for (DefinitionChange change : intent.changes()) {
                Optional<StateRecord> state = Optional.ofNullable(imported.get(change.job()));
                byJob.computeIfAbsent(change.job(), any -> new ArrayList<>())
                        .add(new Step(intent.number(), change, state, !intent.isOpenFor(change.job())));
            }
        }
        List<Finding> findings = new ArrayList<>();
        byJob.forEach((job, steps) -> findings.add(find(job, steps)));
        Set<String> carriedOut = carryOut(findings.stream().filter(Finding::due).toList());
        findings.forEach(finding -> settle(finding, finding.holds() || carriedOut.contains(finding.job())));
        return intents.stream()
                .filter(intent -> !failed.contains(intent.number()))
                .toList();
    }

    /** The result for each changed job. A save that was cut off may have kept only a part of it. */
    public List<Recovered> holding() {
        return holding;
    }

    private Finding find(String job, List<Step> steps) {
        Optional<DefinitionRecord> record = archive.record(job);
        long known = record.map(DefinitionRecord::intent).orElse(0L);
        List<Step> open = steps.stream()
                .filter(step -> step.number() > known && !step.settled())
                .toList();
        Step last = steps.get(steps.size() - 1);
        Optional<StoredDefinition> there = there(last.change());
        String now = tellsOf(there.map(StoredDefinition::properties));
        String wanted = tellsOf(last.change().properties());
        boolean holds = now.equals(wanted) && !last.settled();
        boolean lost = last.settled() && there.isEmpty() && last.number() > known;
        boolean ends = last.change().deletes() && !last.settled() && !goesOn(last.change());
        if (ends || lost) {
            newest(steps, known).ifPresent(step -> archive.lastKnown(step.change(), step.number()));
        }
        boolean due = !holds && !last.settled() && mayCarryOut(last, open, there, record);
        return new Finding(steps, open, there, holds, due, lost);
    }

    /** The newest definition of a job that its record does not know; the deleted one if the last change is a deletion. */
    private Optional<Step> newest(List<Step> steps, long known) {
        DefinitionChange last = steps.get(steps.size() - 1).change();
        return steps.stream()
                .filter(step -> step.number() > known && !step.change().deletes())
                .filter(step ->
                        !last.deletes() || tellsOf(step.change().properties()).equals(last.before()))
                .reduce((before, after) -> after);
    }

    /** Adds the result for a job, now that its definition is written or refused. */
    private void settle(Finding finding, boolean holds) {
        List<Step> steps = finding.steps();
        Step last = finding.last();
        boolean goesOn = goesOn(last.change());
        // A deletion of ours stands as well where somebody else's revival of the job is lost.
        boolean deleted = !goesOn
                && (holds
                        ? finding.open().stream().anyMatch(step -> step.change().deletes())
                        : finding.lost() && last.change().deletes());
        Optional<RunState> saved = states.apply(last.change().job());
        long begun = saved.map(RunState::intent).orElse(Long.MAX_VALUE);
        boolean anew = steps.stream().anyMatch(step -> step.change().deletes() && step.number() > begun);
        boolean meant = holds || (last.settled() && finding.there().isPresent());
        Optional<StateRecord> state = meant ? imported(steps, saved) : Optional.empty();
        holding.add(new Recovered(last.change(), last.number(), holds, meant, deleted, anew, state));
    }

    /** The state that was imported after the job's saved state; empty if the job was deleted after that. */
    private static Optional<StateRecord> imported(List<Step> steps, Optional<RunState> saved) {
        long known = saved.map(state -> state.isReadOnly() ? Long.MAX_VALUE : state.intent())
                .orElse(0L);
        Optional<StateRecord> imported = Optional.empty();
        for (Step step : steps) {
            if (step.change().deletes()) {
                imported = Optional.empty();
            } else if (step.number() > known && step.state().isPresent()) {
                imported = step.state();
            }
        }
        return imported;
    }

    private String tellsOf(Optional<Map<String, Object>> definition) {
        return definition.map(codec::meaning).orElse(DefinitionChange.NOTHING);
    }

    private boolean mayCarryOut(
            Step last, List<Step> open, Optional<StoredDefinition> there, Optional<DefinitionRecord> record) {
        if (open.isEmpty()) {
            // All changes are done and recorded. Only a definition that is gone without being deleted comes back.
            return there.isEmpty()
                    && !last.change().deletes()
                    && record.filter(kept -> kept.deleted().isPresent()).isEmpty();
        }
        Optional<Map<String, Object>> now = there.map(StoredDefinition::properties);
        // Older versions kept a hash of the texts of what was there.
        String texts = now.map(DefinitionChange::hash).orElse(DefinitionChange.NOTHING);
        List<String> asBefore = List.of(tellsOf(now), texts);
        return there.isEmpty()
                || open.stream()
                        .anyMatch(step -> asBefore.contains(step.change().before()));
    }

    /** Finds the definition that a change is about; for a deletion only the one at its address counts. */
    private Optional<StoredDefinition> there(DefinitionChange change) {
        Optional<StoredDefinition> there = change.address().map(found::get);
        return there.isPresent() || (change.deletes() && change.address().isPresent())
                ? there
                : Optional.ofNullable(named.get(change.job())).map(found::get);
    }

    /** Whether the job goes on by another definition than the one that a change deletes. */
    private boolean goesOn(DefinitionChange change) {
        return change.deletes()
                && others.getOrDefault(change.job(), Set.of()).stream()
                        .anyMatch(address ->
                                found.containsKey(address) && !change.address().equals(Optional.of(address)));
    }

    /** Carries out changes; the start goes on without refused ones. Returns the jobs of those carried out. */
    private Set<String> carryOut(List<Finding> due) {
        Set<String> carriedOut = new HashSet<>();
        List<DefinitionWriter.Result> results =
                new DefinitionWriter(store).write(due.stream().map(this::write).toList());
        for (int i = 0; i < due.size(); i++) {
            Finding finding = due.get(i);
            DefinitionWriter.Result result = results.get(i);
            result.address().ifPresent(address -> {
                written(finding, address);
                carriedOut.add(finding.job());
            });
            result.failure().ifPresent(failure -> {
                LOG.error(
                        "The definition of {} could not be {}; it is tried again at the next start.",
                        finding.job(),
                        finding.last().change().deletes() ? "deleted" : "stored",
                        failure);
                failed.add(finding.last().number());
            });
        }
        return carriedOut;
    }

    private DefinitionStore.Write write(Finding finding) {
        DefinitionChange change = finding.last().change();
        return new DefinitionStore.Write(
                finding.there().map(StoredDefinition::id).or(change::address),
                change.properties().map(any -> all(finding)));
    }

    private Map<String, Object> all(Finding finding) {
        DefinitionChange change = finding.last().change();
        return change.over(finding.there()
                .map(StoredDefinition::properties)
                .or(() -> archive.record(change.job()).map(DefinitionRecord::properties))
                .orElse(Map.of()));
    }

    private void written(Finding finding, String address) {
        DefinitionChange change = finding.last().change();
        Optional<StoredDefinition> there = finding.there();
        if (change.deletes()) {
            found.remove(address);
        } else {
            boolean canonical = there.map(StoredDefinition::canonical).orElse(true); // else the store chose the address
            found.put(address, new StoredDefinition(address, canonical, all(finding)));
        }
        LOG.info(
                "The definition of {} is {}, as requested before the last stop.",
                change.job(),
                change.deletes() ? "deleted" : there.isPresent() ? "changed" : "restored");
    }
}

package io.reveille.core.transfer;

import io.reveille.ImportException;
import io.reveille.ImportPlan.Change;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.json.Json;
import io.reveille.core.plan.Circles;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The effect that an import has on one job.
 *
 * @param item for people
 * @param definition what the document says
 * @param there the stored definition of this name
 * @param state what a new job goes on with
 */
public record Planned(Item item, JobDefinition definition, Optional<Candidate> there, Optional<StateRecord> state) {

    /**
     * Compares a document with what is here.
     *
     * @return in the order of their names
     * @throws ImportException if the document does not go with what is here
     */
    public static List<Planned> of(Document document, Snapshot here, Instant now) {
        Faults faults = new Faults();
        Map<String, String> follows = follows(document, here);
        List<Planned> planned = new ArrayList<>();
        for (Wanted job : document.jobs()) {
            if (job.state().isPresent()
                    && here.stored(job.name()).isEmpty()
                    && here.readOnly().contains(job.name())) {
                faults.add(
                        job.name(),
                        DocumentFormat.STATE,
                        "There is a state of it here that a newer version has saved; it is not replaced.");
            }
            planned.add(of(job, here, follows, now));
        }
        faults.check();
        planned.sort(Comparator.comparing(one -> one.item.name()));
        return planned;
    }

    /**
     * Checks all that would be made or changed.
     *
     * @param refusal why one cannot be used
     * @throws ImportException naming each that cannot
     */
    public static void check(List<Planned> planned, Function<JobDefinition, Optional<JobDefinitionException>> refusal) {
        Faults faults = new Faults();
        planned.stream()
                .filter(one -> one.item.kind() != Kind.SAME)
                .forEach(one -> refusal.apply(one.definition).ifPresent(fault -> faults.add(one.item.name(), fault)));
        faults.check();
    }

    /** The stored jobs that a document does not name, in the order of their names. */
    public static List<String> untouched(Document document, Snapshot here) {
        Set<String> named = new HashSet<>(document.names());
        return here.definitions().stream()
                .map(JobDefinition::name)
                .filter(name -> !named.contains(name))
                .toList();
    }

    private static Planned of(Wanted job, Snapshot here, Map<String, String> follows, Instant now) {
        Optional<Candidate> there = here.stored(job.name());
        Optional<JobDefinition> old = there.flatMap(candidate -> Optional.ofNullable(candidate.definition()));
        Kind kind = kind(job.definition(), there, old);
        Optional<StateRecord> state = kind == Kind.NEW ? job.state() : Optional.empty();
        List<String> remarks = new ArrayList<>(kind == Kind.NEW ? job.remarks() : List.of());
        if (kind != Kind.NEW && job.state().isPresent()) {
            remarks.add("It is here, and keeps its own state.");
        }
        there.flatMap(candidate -> Optional.ofNullable(candidate.fault()))
                .ifPresent(fault -> remarks.add("It replaces a definition that cannot be used: " + fault.getMessage()));
        String owner = here.owners().getOrDefault(job.name(), "");
        if (kind == Kind.CHANGED && !owner.isEmpty()) {
            remarks.add(
                    "The bundle " + owner + " made it; this is an operator's edit, and stands until the bundle's own"
                            + " definition changes.");
        }
        Candidate counting = here.counting().get(job.name());
        if (there.isEmpty() && counting != null) {
            remarks.add("It goes before the definition that " + counting.source() + " carries.");
        }
        List<String> circle = Circles.of(job.name(), follows);
        if (!circle.isEmpty()) {
            remarks.add("It follows itself, " + String.join(" → ", circle) + ", and is held.");
        }
        if (kind != Kind.SAME && state.isEmpty() && isOver(job.definition(), now)) {
            remarks.add("Its schedule has no occurrence after " + now.truncatedTo(ChronoUnit.SECONDS)
                    + "; it does not run.");
        }
        List<Change> changes = changes(there, job.definition());
        return new Planned(
                new Item(job.name(), kind, changes, state.isPresent(), remarks), job.definition(), there, state);
    }

    private static Kind kind(JobDefinition wanted, Optional<Candidate> there, Optional<JobDefinition> old) {
        if (there.isEmpty()) {
            return Kind.NEW;
        }
        return old.filter(wanted::equals).isPresent() ? Kind.SAME : Kind.CHANGED;
    }

    private static boolean isOver(JobDefinition definition, Instant now) {
        return !definition.schedule().isEvent()
                && definition.schedule().bind(now).next(now).isEmpty();
    }

    private static List<Change> changes(Optional<Candidate> there, JobDefinition wanted) {
        Map<String, Object> before = there.map(Planned::said).orElse(Map.of());
        Map<String, Object> after = said(wanted);
        return JobProperties.ALL.stream()
                .filter(property -> !Objects.equals(before.get(property), after.get(property)))
                .map(property -> new Change(property, shown(before.get(property)), shown(after.get(property))))
                .toList();
    }

    private static Map<String, Object> said(Candidate candidate) {
        JobDefinition definition = candidate.definition();
        if (definition != null) {
            return said(definition);
        }
        Map<String, Object> said = new HashMap<>();
        candidate.properties().forEach((property, value) -> said.put(property, comparable(value)));
        return said;
    }

    private static Map<String, Object> said(JobDefinition definition) {
        Map<String, Object> said = new HashMap<>();
        DefinitionCodec.write(definition).forEach((property, value) -> {
            Object comparable = property.equals(JobProperties.ARGS) ? definition.arguments() : comparable(value);
            if (!comparable.equals(List.of()) && !comparable.equals(Map.of())) {
                said.put(property, comparable);
            }
        });
        return said;
    }

    private static Object comparable(Object value) {
        return value instanceof Object[] several ? List.of(several) : value;
    }

    @SuppressWarnings("unchecked") // arguments are the only maps
    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> several) {
            return String.join(", ", several.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> arguments) {
            return Json.print((Map<String, Object>) arguments);
        }
        return value == null ? "" : value.toString();
    }

    /** Whom each job follows once all is done: what the document says goes before what is here. */
    private static Map<String, String> follows(Document document, Snapshot here) {
        Map<String, String> follows = new HashMap<>();
        here.counting().values().stream()
                .flatMap(candidate -> Optional.ofNullable(candidate.definition()).stream())
                .forEach(definition -> follow(definition, follows));
        document.jobs().forEach(job -> follow(job.definition(), follows));
        return follows;
    }

    private static void follow(JobDefinition definition, Map<String, String> follows) {
        definition
                .schedule()
                .after()
                .ifPresentOrElse(
                        before -> follows.put(definition.name(), before.job()),
                        () -> follows.remove(definition.name()));
    }
}

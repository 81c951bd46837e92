package io.reveille.core.transfer;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.schedule.Schedule;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The {@code schedule.json} of micropython-aioschedule, as jobs; docs/transfer.md says what becomes of what. */
final class AioFile {

    private static final String FUNCTION = "job_func_name";

    /** A name that Python calls a function by; {@code <lambda>} is none. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final DefinitionCodec codec;
    private final Instant now;
    private final Faults faults = new Faults();
    private final Map<String, Integer> jobsOf = new HashMap<>(); // how many, by function

    private AioFile(DefinitionCodec codec, Instant now) {
        this.codec = codec;
        this.now = now;
    }

    /** The entries of such a file: a list, a list called "jobs", or one entry alone; empty if it is none. */
    static Optional<List<?>> entries(Object json) {
        if (json instanceof List<?> list) {
            return Optional.of(list);
        }
        if (json instanceof Map<?, ?> object && object.containsKey(FUNCTION)) {
            return Optional.of(List.of(object));
        }
        return json instanceof Map<?, ?> object && object.get("jobs") instanceof List<?> list
                ? Optional.of(list)
                : Optional.empty();
    }

    /** @throws io.reveille.ImportException if any of them cannot be brought over */
    static Document read(List<?> entries, DefinitionCodec codec, Instant now) {
        return new AioFile(codec, now).read(entries);
    }

    private Document read(List<?> entries) {
        List<Wanted> jobs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> object) {
                AioEntry entry = new AioEntry("[" + i + "]", object, faults);
                readJob(entry).ifPresent(jobs::add);
            } else {
                faults.add("[" + i + "]", "", "It is " + Faults.kind(entries.get(i)) + ", expected an object.");
            }
        }
        faults.check();
        return new Document("schedule.json of micropython-aioschedule", List.copyOf(jobs), List.of());
    }

    private Optional<Wanted> readJob(AioEntry entry) {
        int before = faults.size();
        entry.checkKeys();
        String function = entry.text(FUNCTION).orElse("");
        if (!NAME.matcher(function).matches()) {
            entry.fault(FUNCTION, "expected the name of a function, which becomes the name of the handler");
        }
        int count = jobsOf.merge(function, 1, Integer::sum);
        String name = count == 1 ? function : function + "-" + count;
        Optional<Schedule> schedule = AioSchedule.of(entry);
        AioTimes times = AioTimes.of(entry);
        Map<String, Object> arguments = entry.arguments();
        List<String> tags = entry.tags();
        if (faults.size() > before || schedule.isEmpty()) {
            return Optional.empty();
        }
        try {
            JobDefinition definition = codec.check(new JobDefinition(
                    name, schedule.get(), function, arguments, new TreeSet<>(tags), JobPolicies.DEFAULTS));
            AioChain chain = AioChain.of(schedule.get(), entry, times, now);
            Optional<StateRecord> state = chain.state(definition);
            return Optional.of(new Wanted(definition, state, chain.remarks()));
        } catch (JobDefinitionException e) {
            faults.add(entry.label(), e);
            return Optional.empty();
        }
    }
}

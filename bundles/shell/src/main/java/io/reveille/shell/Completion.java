package io.reveille.shell;

import io.reveille.DeletedJob;
import io.reveille.ScheduleService;
import io.reveille.spi.JobProperties;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words that may be typed next: names of jobs, tags and handlers, as they are now. */
public final class Completion {

    private final Supplier<@Nullable ScheduleService> scheduler;

    /** @param scheduler gives null where there is none now: then only what is the same everywhere is proposed */
    public Completion(Supplier<@Nullable ScheduleService> scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Finds proposals.
     *
     * @param before the words that stand behind the command already
     * @param begun what is typed of the next word; the proposals need not begin so
     */
    public List<String> next(Usage usage, List<String> before, String begun) {
        if (begun.startsWith("-")) {
            return switches(usage, before);
        }
        String expected = usage.expected(before);
        if (expected == null) {
            return switches(usage, before);
        }
        List<String> values = values(usage, expected);
        return begun.isEmpty() && values.isEmpty() ? switches(usage, before) : values;
    }

    private static List<String> switches(Usage usage, Collection<String> before) {
        return usage.dashed().stream()
                .filter(dashed -> !before.contains(dashed))
                .toList();
    }

    private List<String> values(Usage usage, String expected) {
        return switch (expected) {
            case "STATE" -> JobCommands.STATES;
            case "KEY=VALUE" ->
                JobProperties.ALL.stream().map(property -> property + "=").toList();
            case "NAME" -> usage == Usage.BRING_BACK ? deleted() : of(seen -> Stream.of(seen.name()));
            case "TAG" -> of(seen -> seen.definition().tags().stream());
            case "HANDLER" -> of(seen -> Stream.of(seen.definition().handler()));
            default -> List.of();
        };
    }

    private List<String> deleted() {
        ScheduleService present = scheduler.get();
        return present == null ? List.of() : sorted(present.deleted().stream().map(DeletedJob::name));
    }

    /** Finds what the jobs that are there have. */
    private List<String> of(Function<Seen, Stream<String>> part) {
        ScheduleService present = scheduler.get();
        return present == null
                ? List.of()
                : sorted(present.jobs().stream()
                        .flatMap(job -> Seen.of(job).stream())
                        .flatMap(part));
    }

    private static List<String> sorted(Stream<String> values) {
        return values.distinct().sorted().toList();
    }
}

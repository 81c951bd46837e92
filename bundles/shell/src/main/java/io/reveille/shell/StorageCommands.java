package io.reveille.shell;

import io.reveille.ImportException;
import io.reveille.ImportPlan;
import io.reveille.Job;
import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands for problems of jobs, deleted jobs, texts that could not be read, and export and import. Each use counts
 * as an operator's action.
 */
@Component(service = StorageCommands.class)
public final class StorageCommands {

    private static final String STATE = "--state";
    private static final String DRY_RUN = "--dry-run";

    private final Object importing = new Object(); // one document at a time: it may take most of the memory

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable ScheduleService scheduler;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable JobTransfer transfer;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable PowerService power;

    @Descriptor("jobs that do not do their work, with the reason and the way out, and definitions that cannot be used")
    public void problems(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.PROBLEMS, line)) {
            return;
        }
        Line.of(Usage.PROBLEMS, 0, Set.of(), line);
        ScheduleService present = scheduler();
        Output.give(session, StorageText.problems(present.problems(), present.broken()));
    }

    @Descriptor("jobs whose definition is gone, and until when they can be brought back")
    public void deleted(CommandSession session, String... line) {
        if (Help.isAsked(session, Usage.DELETED, line)) {
            return;
        }
        Line.of(Usage.DELETED, 0, Set.of(), line);
        Output.give(session, StorageText.deleted(scheduler().deleted()));
    }

    @Descriptor("stores the definition of a deleted job again")
    public void bringBack(
            CommandSession session, @Descriptor("the job's name, as reveille:deleted shows it") String... line) {
        if (Help.isAsked(session, Usage.BRING_BACK, line)) {
            return;
        }
        Line words = Line.of(Usage.BRING_BACK, 1, Set.of(), line);
        Job job = ShellUser.of(session, scheduler()).bringBack(words.needed("the job's name"));
        Output.give(session, job.name() + " is back. " + job.explain());
    }

    @Descriptor("texts of the saved state that could not be read, with the reasons")
    public void quarantined(CommandSession session, @Descriptor("a file to write them to, whole") String... line) {
        if (Help.isAsked(session, Usage.QUARANTINED, line)) {
            return;
        }
        Line words = Line.of(Usage.QUARANTINED, 1, Set.of(), line);
        List<Quarantined> texts = scheduler().quarantined();
        Optional<TextFile> file = words.first().map(TextFile::of);
        if (file.isEmpty() || texts.isEmpty()) {
            Output.give(session, StorageText.quarantined(texts));
            return;
        }
        file.get().write(StorageText.whole(texts));
        Output.give(
                session,
                Phrases.count(texts.size(), "text", "texts") + " written to "
                        + file.get().path());
    }

    @Descriptor(
            "stored jobs as one JSON document, all or those that are named; with --state how far each has come, too")
    public void export(
            CommandSession session,
            @Descriptor("a file to write it to, and names of jobs; without, it is shown") String... line)
            throws IOException {
        if (Help.isAsked(session, Usage.EXPORT, line)) {
            return;
        }
        Line words = Line.of(Usage.EXPORT, Integer.MAX_VALUE, Set.of(STATE), line);
        Optional<TextFile> file = words.first().map(TextFile::of);
        List<String> names = words.words().stream().skip(1).toList();
        String document = names.isEmpty() ? transfer().export(words.has(STATE)) : some(names, words.has(STATE));
        if (file.isEmpty()) {
            Output.give(session, document);
            return;
        }
        file.get().write(document);
        Output.give(session, "written to " + file.get().path());
    }

    private String some(List<String> names, boolean withState) throws IOException {
        StringWriter document = new StringWriter();
        transfer().export(names, withState, document);
        return document.toString();
    }

    /** The command {@code import}: for Java's keywords, Gogo calls the method with an underscore. */
    @Descriptor("takes the jobs of a document in, all or none; with --dry-run only says what it would change")
    public void _import(CommandSession session, @Descriptor("the file") String... line) {
        if (Help.isAsked(session, Usage.IMPORT, line)) {
            return;
        }
        Line words = Line.of(Usage.IMPORT, 1, Set.of(DRY_RUN), line);
        TextFile file = TextFile.of(words.needed("the file"));
        synchronized (importing) {
            Output.give(session, imported(file, words));
        }
    }

    private String imported(TextFile file, Line words) {
        ImportPlan plan = plan(file);
        String text = StorageText.plan(plan);
        if (words.has(DRY_RUN)) {
            return text + "\nNothing was changed: that is what an import would do.";
        }
        plan.apply();
        return text + "\nDone.";
    }

    private ImportPlan plan(TextFile file) {
        JobTransfer present = transfer();
        try {
            return present.plan(file.read(present.maxLength()));
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException(
                    "The gateway has not enough memory for " + file.path() + " now; nothing was changed.", e);
        } catch (ImportException e) {
            String faults = e.faults().stream().map(Phrases::plain).collect(Collectors.joining("\n- ", "\n- ", ""));
            throw new IllegalArgumentException(file.path() + " cannot be imported; nothing was changed." + faults, e);
        }
    }

    private ScheduleService scheduler() {
        atWork();
        return Phrases.there(scheduler, "the scheduler", "io.reveille.core");
    }

    private JobTransfer transfer() {
        atWork();
        return Phrases.there(transfer, "export and import", "io.reveille.core");
    }

    private void atWork() {
        PowerService present = power;
        if (present != null) {
            present.operatorActive();
        }
    }
}

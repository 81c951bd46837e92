package io.reveille.core.service;

import io.reveille.ImportPlan;
import io.reveille.JobTransfer;
import io.reveille.core.component.EngineComponent;
import io.reveille.core.engine.ArgumentQuestions;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.transfer.Document;
import io.reveille.core.transfer.DocumentWriter;
import io.reveille.core.transfer.SizeLimit;
import io.reveille.core.transfer.Snapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Jobs out into a document, and in again. */
@Component(service = JobTransfer.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class JobTransferService implements JobTransfer {

    private static final String AN_IMPORT = "an import";

    private final Engine engine;
    private final DefinitionQuestions questions;
    private final DefinitionChanges changes;
    private final ArgumentQuestions arguments;
    private final Object planning; // one document at a time is read: it may take most of the memory

    @Activate
    public JobTransferService(@Reference EngineComponent core) {
        this(core.engine());
    }

    /** Not public: Declarative Services would try it, and log an error, before it takes the other. */
    private JobTransferService(Engine engine) {
        this(engine, AN_IMPORT, new Object());
    }

    private JobTransferService(Engine engine, String by, Object planning) {
        this.engine = engine;
        this.questions = engine.access().definitions();
        this.changes = new DefinitionChanges(engine, by);
        this.arguments = engine.arguments();
        this.planning = planning;
    }

    /** On an engine that need not be a component. */
    public static JobTransferService on(Engine engine) {
        return new JobTransferService(engine);
    }

    @Override
    public JobTransfer onBehalfOf(String user) {
        return user.isEmpty() ? this : new JobTransferService(engine, user + " (" + AN_IMPORT + ")", planning);
    }

    @Override
    public String export(boolean withState) {
        StringWriter document = new StringWriter();
        try {
            export(withState, document);
        } catch (IOException e) {
            throw new IllegalStateException("a StringWriter does not fail", e);
        }
        return document.toString();
    }

    @Override
    public void export(boolean withState, Writer out) throws IOException {
        write(questions.known((intake, states) -> Snapshot.of(intake, states, withState, List.of())), withState, out);
    }

    @Override
    public void export(Collection<String> names, boolean withState, Writer out) throws IOException {
        SortedSet<String> wanted = new TreeSet<>(names);
        Snapshot all = questions.known((intake, states) -> Snapshot.of(
                intake, name -> wanted.contains(name) ? states.apply(name) : Optional.empty(), withState, List.of()));
        write(all.only(wanted), withState, out);
    }

    private void write(Snapshot here, boolean withState, Writer out) throws IOException {
        // Before it is written: what cannot be taken in again need not be made.
        checkLength(DocumentWriter.length(here), withState);
        DocumentWriter.write(here, out);
    }

    private void checkLength(long length, boolean withState) {
        int limit = maxLength();
        if (length > limit) {
            throw new IllegalStateException("The document would have " + length
                    + " characters or more, and could not be imported again here: " + SizeLimit.inWords(limit) + "."
                    + (withState ? " Export without state." : ""));
        }
    }

    @Override
    public int maxLength() {
        return SizeLimit.here();
    }

    @Override
    public ImportPlan plan(String json) {
        Import plan;
        synchronized (planning) {
            Document document =
                    Document.read(json, questions.codec(), engine.access().now());
            Snapshot here = questions.known((intake, states) -> Snapshot.of(intake, states, false, document.names()));
            plan = new Import(document, here, engine.access().now(), questions, changes);
        }
        plan.check(arguments); // after the lock: a handler may take its time
        return plan;
    }
}

package io.reveille.core.service;

import io.reveille.ImportPlan;
import io.reveille.JobTransfer;
import io.reveille.core.engine.Desk;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.EngineComponent;
import io.reveille.core.transfer.Document;
import io.reveille.core.transfer.DocumentWriter;
import io.reveille.core.transfer.Snapshot;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Jobs out into a document, and in again. */
@Component(service = JobTransfer.class, configurationPolicy = ConfigurationPolicy.IGNORE)
public final class JobTransferService implements JobTransfer {

    private final Desk desk;
    private final DefinitionChanges changes;

    @Activate
    public JobTransferService(@Reference EngineComponent core) {
        this(core.engine());
    }

    /** Not public: Declarative Services would try it, and log an error, before it takes the other. */
    private JobTransferService(Engine engine) {
        this.desk = engine.desk();
        this.changes = new DefinitionChanges(engine);
    }

    /** On an engine that need not be a component. */
    public static JobTransferService on(Engine engine) {
        return new JobTransferService(engine);
    }

    @Override
    public String export(boolean withState) {
        Snapshot here = desk.known((intake, states) -> Snapshot.of(intake, states, withState, List.of()));
        String document = DocumentWriter.write(here);
        if (document.length() > MAX_LENGTH) {
            throw new IllegalStateException("The document would have " + document.length() + " characters, at most "
                    + MAX_LENGTH + " can be imported again." + (withState ? " Export without state." : ""));
        }
        return document;
    }

    @Override
    public ImportPlan plan(String json) {
        Document document = Document.read(json, desk.codec(), desk.now());
        Snapshot here = desk.known((intake, states) -> Snapshot.of(intake, states, false, document.names()));
        return new Import(document, here, desk, changes);
    }
}

package io.reveille.core.service;

import io.reveille.ArgumentSpec;
import io.reveille.JobDefinition;
import io.reveille.core.component.EngineComponent;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Room;
import io.reveille.spi.DefinitionCheck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Answers forms and importers. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DefinitionCheckService implements DefinitionCheck {

    private final Engine engine;

    @Activate
    public DefinitionCheckService(@Reference EngineComponent core) {
        this(core.engine());
    }

    /** Not public: Declarative Services would try it, and log an error, before it takes the other. */
    private DefinitionCheckService(Engine engine) {
        this.engine = engine;
    }

    /** On an engine that need not be a component. */
    public static DefinitionCheckService on(Engine engine) {
        return new DefinitionCheckService(engine);
    }

    @Override
    public void check(Optional<String> id, Map<String, ?> properties) {
        JobDefinition definition = engine.access().definitions().check(id, properties);
        Map<String, Object> written = DefinitionCodec.write(definition);
        Room.check(written);
        engine.store().check(written);
        engine.arguments().check(definition);
    }

    @Override
    public void checkDefine(Map<String, ?> properties) {
        DefinitionQuestions questions = engine.access().definitions();
        String name = questions.codec().read(properties).name();
        Optional<Candidate> there = questions.known(name, (state, candidate) -> candidate);
        check(there.filter(Candidate::isStored).map(Candidate::source), properties);
    }

    @Override
    public void checkDelete(String id) throws IOException {
        engine.store().checkDelete(id);
    }

    @Override
    public Optional<List<ArgumentSpec>> arguments(String handler) {
        return engine.arguments().arguments(handler);
    }
}

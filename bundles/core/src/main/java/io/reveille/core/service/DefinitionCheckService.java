package io.reveille.core.service;

import io.reveille.core.engine.EngineComponent;
import io.reveille.spi.DefinitionCheck;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Answers forms and importers. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DefinitionCheckService implements DefinitionCheck {

    private final EngineComponent core;

    @Activate
    public DefinitionCheckService(@Reference EngineComponent core) {
        this.core = core;
    }

    @Override
    public void check(Optional<String> id, Map<String, ?> properties) {
        core.engine().desk().check(id, properties);
    }

    @Override
    public void checkDelete(String id) throws IOException {
        core.engine().store().checkDelete(id);
    }
}

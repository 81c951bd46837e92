package io.reveille.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Definitions;
import io.reveille.core.intake.Succession;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.core.state.Transitions;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway's definitions and states, without the gateway. */
final class Here {

    static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
    static final DefinitionCodec CODEC = new DefinitionCodec(ZoneOffset.UTC);

    private final Map<String, RunState> states = new HashMap<>();
    private final DefinitionIntake intake = new DefinitionIntake(
            CODEC,
            new Definitions(),
            new DefinitionIntake.Sink() {
                @Override
                public void defined(Candidate candidate, Optional<String> standsInFor) {}

                @Override
                public void undefined(String job, boolean deleted) {}
            },
            Succession.FREE);

    /** A definition is stored at the address of its name. */
    Here stored(Map<String, Object> properties) {
        return stored("io.reveille.job~" + properties.get("name"), properties);
    }

    Here stored(String id, Map<String, Object> properties) {
        boolean canonical = id.equals("io.reveille.job~" + properties.get("name"));
        intake.stored(new StoredDefinition(id, canonical, properties));
        return this;
    }

    Here carried(Map<String, Object> properties) {
        intake.carried("service 7", "field", properties);
        return this;
    }

    Here state(String job, String json) {
        states.put(job, StateCodec.read(new StateRecord(job, json)));
        return this;
    }

    Here madeBy(String job, String bundle) {
        RunState state = Transitions.create(job);
        Transitions.made(state, bundle, "hash");
        states.put(job, state);
        return this;
    }

    String export(boolean withState) {
        Snapshot here = Snapshot.of(intake, this::state, withState, List.of());
        StringWriter document = new StringWriter();
        try {
            DocumentWriter.write(here, document);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(DocumentWriter.length(here)).isEqualTo(document.toString().length());
        return document.toString();
    }

    List<Planned> plan(String text) {
        Document document = Document.read(text, CODEC, NOW);
        return Planned.of(document, Snapshot.of(intake, this::state, false, document.names()), NOW);
    }

    List<String> untouched(String text) {
        Document document = Document.read(text, CODEC, NOW);
        return Planned.untouched(document, Snapshot.of(intake, this::state, false, document.names()));
    }

    private Optional<RunState> state(String job) {
        return Optional.ofNullable(states.get(job));
    }
}

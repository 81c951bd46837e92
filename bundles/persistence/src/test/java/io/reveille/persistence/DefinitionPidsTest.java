package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinitionPidsTest {

    @Test
    void aPlainNameStandsInThePid() {
        assertThat(DefinitionPids.canonical("poll-meter_2")).isEqualTo("io.reveille.job~poll-meter_2");
    }

    @Test
    void anyOtherNameIsHashedToWhatEveryStoreTakes() {
        for (String name : new String[] {"a.b", "a b", "ж".repeat(60), "日本 🌅", "~"}) {
            assertThat(DefinitionPids.suffix(name)).as(name).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void namesThatDifferHaveAddressesThatDiffer() {
        assertThat(DefinitionPids.canonical("a.b"))
                .isNotEqualTo(DefinitionPids.canonical("a_b"))
                .isNotEqualTo(DefinitionPids.canonical("a,b"))
                .isEqualTo(DefinitionPids.canonical("a.b"));
    }
}

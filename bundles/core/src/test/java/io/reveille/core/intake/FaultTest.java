package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void anArrayIsShownByWhatIsInIt() {
        assertThat(Fault.shown(new String[] {"once", "skip"})).isEqualTo("\"[once, skip]\"");
        assertThat(Fault.shown(new int[] {1, 2})).isEqualTo("\"[1, 2]\"");
        assertThat(Fault.wrongType("misfire", new String[] {"once"}, "a String"))
                .hasMessageContaining("\"[once]\": expected a String, found String[]");
    }

    @Test
    void whatCannotBePrintedIsShownAsAnEscape() {
        assertThat(Fault.shown("a\u202Eb\nc")).isEqualTo("\"a\\u202eb\\u000ac\"");
    }
}

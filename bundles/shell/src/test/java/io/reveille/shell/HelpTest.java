package io.reveille.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTest {

    private static final Map<Class<?>, Object> GROUPS = Map.of(
            JobCommands.class, new JobCommands(),
            OrderCommands.class, new OrderCommands(),
            PowerCommands.class, new PowerCommands(),
            StorageCommands.class, new StorageCommands());

    /** No scheduler is there: nothing else is done. */
    @ParameterizedTest
    @EnumSource
    void eachCommandExplainsItself(Usage usage) throws Exception {
        Object group = Objects.requireNonNull(GROUPS.get(usage.group()));

        String shown = new Terminal(group).told("reveille:" + Help.method(usage).getName() + " --help");

        assertThat(shown.lines()).hasSize(2);
        assertThat(shown).startsWith(usage.toString()).endsWith(Help.of(usage));
        assertThat(Help.of(usage)).isNotBlank();
    }
}

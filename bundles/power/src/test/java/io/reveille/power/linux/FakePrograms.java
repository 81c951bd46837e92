package io.reveille.power.linux;

import io.reveille.spi.PowerPrograms.Exit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Programs that only say that they were run. */
final class FakePrograms implements Programs {

    final Set<String> there = new HashSet<>(Set.of("systemctl", "poweroff", "/opt/pic/arm", "/opt/pic/off"));
    final List<List<String>> ran = new ArrayList<>();
    Run does = command -> new Exit(0, "");

    interface Run {
        Exit run(List<String> command) throws java.io.IOException;
    }

    @Override
    public boolean isThere(String program) {
        return there.contains(program);
    }

    @Override
    public Exit run(List<String> command) throws java.io.IOException {
        ran.add(command);
        return does.run(command);
    }
}

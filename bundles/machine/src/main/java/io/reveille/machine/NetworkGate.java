package io.reveille.machine;

import io.reveille.spi.RunGate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The gate on a network interface: open if one of the interfaces that the condition names is up, or without a name any
 * but loopback. This shows that there is a link, not that another host answers.
 */
@Component(property = RunGate.NAME + "=network", configurationPolicy = ConfigurationPolicy.IGNORE)
public final class NetworkGate implements RunGate {

    private static final Pattern INTERFACE = Pattern.compile("(?!\\.{1,2}$)[^/:\\s]{1,15}"); // as in the kernel

    private final Machine machine;

    public NetworkGate() {
        this(Machine.THIS);
    }

    NetworkGate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        List<String> wanted = names(condition);
        List<String> down = new ArrayList<>();
        for (Path entry : machine.entries("sys/class/net")) {
            String name = Machine.name(entry);
            String state = Machine.text(entry, "operstate");
            if (wanted.isEmpty() ? state.isEmpty() || name.equals("lo") : !wanted.contains(name)) {
                continue;
            }
            // Some drivers (ppp, tun, loopback) report the state unknown; the carrier cannot be read while the
            // interface is off.
            if (state.equals("up")
                    || (state.equals("unknown")
                            && Machine.number(entry, "carrier", 1, 1).isPresent())) {
                return Permit.OPEN;
            }
            down.add(name);
        }
        if (wanted.isEmpty()) {
            return new Refusal("no network interface is up" + (down.isEmpty() ? "" : " (there is " + list(down) + ")"));
        }
        List<String> gone = new ArrayList<>(wanted);
        gone.removeAll(down);
        return new Refusal((down.isEmpty() ? "" : list(down) + (down.size() > 1 ? " are down" : " is down"))
                + (down.isEmpty() || gone.isEmpty() ? "" : ", and ")
                + (gone.isEmpty() ? "" : "there is no network interface " + list(gone)));
    }

    @Override
    public void check(String condition) {
        names(condition);
    }

    private static List<String> names(String condition) {
        List<String> names = condition.isBlank()
                ? List.of()
                : Arrays.asList(condition.strip().split("\\s+"));
        if (!names.stream().allMatch(INTERFACE.asMatchPredicate())) {
            throw Bounds.refused(condition, "nothing, or names of network interfaces, as eth0 wlan0");
        }
        return names;
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}

package io.reveille.itests.kura;

import io.reveille.itests.torture.Entry.What;
import io.reveille.itests.torture.Steady;
import io.reveille.itests.torture.Witness;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.kura.KuraException;

/**
 * Goes back to any of Kura's snapshots in which all is that is never to go, and in which the engine saves as often as now:
 * each job becomes what it was then, and the witness is told before.
 */
final class Operator implements Runnable {

    private static final String ENGINE = "io.reveille";

    private final KuraGateway gateway;
    private final Witness witness;
    private final Random random = new Random(Long.getLong("torture.seed"));

    Operator(KuraGateway gateway, Path folder) {
        this.gateway = gateway;
        this.witness = Witness.in(folder);
    }

    @Override
    public void run() {
        try {
            Map<String, Map<String, Object>> now = now();
            List<Long> fit = new ArrayList<>();
            for (long id : gateway.snapshots().ids()) {
                if (fits(read(id), now)) {
                    fit.add(id);
                }
            }
            if (!fit.isEmpty()) {
                goBack(fit.get(random.nextInt(fit.size())), now);
            }
        } catch (KuraException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Map<String, Object>> now() throws KuraException {
        Map<String, Map<String, Object>> now = new TreeMap<>();
        for (String pid : gateway.kura().getConfigurableComponentPids()) {
            now.put(pid, gateway.kura().lies(pid));
        }
        return now;
    }

    /** Nothing of one that a kill has torn. */
    private Map<String, Map<String, Object>> read(long id) {
        try {
            return gateway.snapshots().read(id);
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static boolean fits(Map<String, Map<String, Object>> then, Map<String, Map<String, Object>> now) {
        return Steady.ALL.stream().allMatch(job -> then.containsKey(JobProperties.FACTORY_PID + "." + job.name()))
                && Objects.equals(apart(then), apart(now));
    }

    private static Object apart(Map<String, Map<String, Object>> components) {
        return components.getOrDefault(ENGINE, Map.of()).getOrDefault("state.coalesce", "");
    }

    private void goBack(long id, Map<String, Map<String, Object>> now) throws KuraException {
        Map<String, Map<String, Object>> then = read(id);
        Set<String> pids = new HashSet<>(now.keySet());
        pids.addAll(then.keySet());
        for (String pid : pids) {
            Map<String, Object> wanted = then.getOrDefault(pid, Map.of());
            Object name = wanted.getOrDefault(
                    JobProperties.NAME, now.getOrDefault(pid, Map.of()).get(JobProperties.NAME));
            if (name != null) {
                witness.write(
                        What.GOING_BACK,
                        name.toString(),
                        wanted.isEmpty() ? Map.of() : Map.of("v", Witness.version(wanted)));
            }
        }
        gateway.kura().rollback(id);
    }
}

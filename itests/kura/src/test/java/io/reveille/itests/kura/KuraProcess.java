package io.reveille.itests.kura;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Kura in a process of its own: ConfigurationAdmin is emptied, as its start script does, and filled from the newest snapshot.
 * Then bundles come as from its folder of plugins. SIGTERM stops it in order.
 */
final class KuraProcess {

    private final KuraGateway gateway;
    private final List<Bundle> bundles = new ArrayList<>();

    private KuraProcess(KuraGateway gateway) {
        this.gateway = gateway;
    }

    /** Takes the folder that all is in, then the bundles. */
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        KuraGateway.wipe(folder);
        KuraGateway gateway = KuraGateway.forBundles(folder, "");
        KuraProcess process = new KuraProcess(gateway);
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stop"));
        gateway.context()
                .registerService(
                        Runnable.class, new Operator(gateway, folder), new Hashtable<>(Map.of("torture", "operator")));
        process.start(List.of(arguments).subList(1, arguments.length));
        Thread.sleep(Long.MAX_VALUE);
    }

    private void start(List<String> files) throws Exception {
        for (String file : files) {
            bundles.add(
                    gateway.context().installBundle("reference:" + Path.of(file).toUri()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
            form(bundle);
        }
    }

    /** Kura looks at each bundle that is active. */
    private void form(Bundle bundle) throws Exception {
        switch (bundle.getSymbolicName()) {
            case "io.reveille.kura" ->
                gateway.kura()
                        .formIsActive(Form.ofFactory("io.reveille.job", Class.forName("io.reveille.kura.KuraJobForm")));
            case "io.reveille.core" ->
                gateway.kura()
                        .formIsActive(Form.ofSettings(
                                "io.reveille", Class.forName("io.reveille.core.component.EngineConfiguration")));
            default -> {}
        }
    }

    /** Kura's own bundles, at lower levels, stop after those of plugins. */
    private void stop() {
        Collections.reverse(bundles);
        try {
            for (Bundle bundle : bundles) {
                bundle.stop();
            }
            gateway.close();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }
}

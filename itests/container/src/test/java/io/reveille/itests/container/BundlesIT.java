package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobHandler;
import io.reveille.ScheduleService;
import io.reveille.spi.DefinitionCheck;
import io.reveille.spi.DefinitionStore;
import io.reveille.spi.StateStore;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.metatype.MetaTypeService;

/** Every bundle resolves against what this container has, starts, and offers what it should. */
public class BundlesIT extends ContainerTest {

    @Inject
    private BundleContext context;

    @Override
    @Configuration
    public Option[] container() {
        return Containers.reveilleAndExamples();
    }

    @Test
    public void allAreActive() {
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.adapt(BundleRevision.class).getTypes() != BundleRevision.TYPE_FRAGMENT)
                .allSatisfy(bundle -> assertThat(bundle.getState())
                        .as(bundle.getSymbolicName())
                        .isEqualTo(Bundle.ACTIVE));
        assertThat(context.getBundles())
                .extracting(Bundle::getSymbolicName)
                .contains(
                        "io.reveille.schedule",
                        "io.reveille.api",
                        "io.reveille.core",
                        "io.reveille.persistence",
                        "io.reveille.handlers",
                        "io.reveille.machine",
                        "io.reveille.power",
                        "io.reveille.adopt",
                        "io.reveille.shell");
    }

    @Test
    public void noneImportsMoreThanItGets() {
        List<Bundle> ours = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.reveille."))
                .toList();
        assertThat(ours).hasSize(10).allSatisfy(bundle -> {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            long imports = wiring.getRequirements(BundleRevision.PACKAGE_NAMESPACE).stream()
                    .filter(requirement ->
                            !"optional".equals(requirement.getDirectives().get("resolution")))
                    .count();
            assertThat(wiring.getRequiredWires(BundleRevision.PACKAGE_NAMESPACE))
                    .hasSizeGreaterThanOrEqualTo((int) imports);
        });
    }

    /** Optional ones too: what a bundle's code does not use is no import of it. */
    @Test
    public void onlyTheBundleForKuraImportsOfKura() {
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getSymbolicName().startsWith("io.reveille."))
                .allSatisfy(
                        bundle -> assertThat(String.valueOf(bundle.getHeaders().get(Constants.IMPORT_PACKAGE)))
                                .as(bundle.getSymbolicName())
                                .doesNotContain("kura"));
        assertThat(context.getBundles())
                .filteredOn(bundle -> bundle.getSymbolicName().equals("io.reveille.schedule"))
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.getHeaders().get(Constants.IMPORT_PACKAGE))
                        .isNull());
    }

    @Test
    public void servicesAreThere() throws Exception {
        gateway.service(ScheduleService.class);
        gateway.service(DefinitionCheck.class);
        gateway.service(DefinitionStore.class);
        gateway.service(StateStore.class);
        assertThat(gateway.count(JobHandler.class)).isEqualTo(6 + 2); // ready-made ones and examples
    }

    @Test
    public void consolesFindTheForms() {
        MetaTypeService forms = gateway.service(MetaTypeService.class);
        assertThat(forms.getMetaTypeInformation(gateway.bundle(Gateway.PERSISTENCE))
                        .getFactoryPids())
                .containsExactly("io.reveille.job");
        assertThat(forms.getMetaTypeInformation(gateway.bundle(Gateway.CORE)).getPids())
                .containsExactly("io.reveille");
        assertThat(forms.getMetaTypeInformation(gateway.bundle(Gateway.POWER)).getPids())
                .containsExactly("io.reveille.power");
    }
}

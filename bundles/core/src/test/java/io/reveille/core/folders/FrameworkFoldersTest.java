package io.reveille.core.folders;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.Folders;
import io.reveille.spi.Folders.Place;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

class FrameworkFoldersTest {

    private static final String FOLDERS = "io.reveille.spi.Folders";

    private final Map<String, String> properties = Map.of("reveille.state", " /state ", "reveille.secrets", "a\0b");
    private final Bundle own = bundle(1, List.of(FOLDERS));
    private final List<Object> rankings = new ArrayList<>();
    private @Nullable Folders offered;

    @Test
    void eachPlaceIsWhatItsPropertySaysToTheLetter() {
        FrameworkFolders component = start(own, bundle(2, List.of("org.example.Other")), bundle(3, null));

        Folders folders = offered();
        assertThat(folders.path(Place.STATE)).contains(" /state ");
        assertThat(folders.path(Place.SECRETS)).contains("a\0b");
        assertThat(folders.path(Place.DATA)).isEmpty();
        assertThat(folders.path(Place.COMMANDS)).isEmpty();
        assertThat(rankings).as("any other counts before it").containsExactly(Integer.MIN_VALUE);
        component.stop();
        assertThat(offered).isNull();
    }

    @Test
    void theNamesOfThePropertiesStay() {
        assertThat(Place.values())
                .extracting(Place::property)
                .containsExactly("reveille.state", "reveille.data", "reveille.secrets", "reveille.commands");
    }

    @Test
    void whereAnInstalledBundleBringsOthersNoneAreOffered() {
        for (Object objectClass : List.of(FOLDERS, List.of("org.example.Other", FOLDERS))) {
            FrameworkFolders component = start(own, bundle(2, objectClass));

            assertThat(offered).as("%s", objectClass).isNull();
            component.stop();
        }
    }

    private Folders offered() {
        return Optional.ofNullable(offered).orElseThrow();
    }

    private FrameworkFolders start(Bundle... bundles) {
        return new FrameworkFolders(proxy(BundleContext.class, (proxy, method, args) -> switch (method.getName()) {
            case "getBundle" -> own;
            case "getBundles" -> bundles;
            case "getProperty" -> properties.get((String) args[0]);
            case "registerService" -> {
                offered = (Folders) args[1];
                rankings.add(((Dictionary<?, ?>) args[2]).get("service.ranking"));
                yield proxy(ServiceRegistration.class, (self, unregister, none) -> {
                    offered = null;
                    return null;
                });
            }
            default -> throw new UnsupportedOperationException(method.getName());
        }));
    }

    /** @param objectClass what it says that it offers; null: it is uninstalled */
    private static Bundle bundle(long id, @Nullable Object objectClass) {
        BundleCapability capability = proxy(
                BundleCapability.class,
                (proxy, method, args) -> Map.of("objectClass", objectClass == null ? "" : objectClass));
        BundleRevision revision = proxy(BundleRevision.class, (proxy, method, args) -> List.of(capability));
        return proxy(Bundle.class, (proxy, method, args) -> switch (method.getName()) {
            case "getBundleId" -> id;
            case "adapt" -> objectClass == null ? null : revision;
            case "getSymbolicName" -> "bundle " + id;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}

package io.reveille.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** What the containers are made of: the bundles that the build has put into two folders. Works outside of them. */
final class Containers {

    private static final Path BUNDLES = Path.of(System.getProperty("reveille.bundles", "target/felix"));

    private static final String EXAMPLES = "io.reveille.itests.examples";

    private Containers() {}

    /** Reveille with its ready-made handlers. */
    static Option[] reveille() {
        return container(name -> !name.startsWith(EXAMPLES));
    }

    /** Reveille, its ready-made handlers, and the bundle of the README's examples. */
    static Option[] reveilleAndExamples() {
        return container(name -> true);
    }

    private static Option[] container(Predicate<String> wanted) {
        return new Option[] {
            workingDirectory(BUNDLES.resolve("framework").toString()),
            cleanCaches(),
            junitBundles(),
            // One copy of these, from the test's own class path, instead of bundles with needs of their own.
            systemPackages(
                    "org.assertj.core.api;version=3.27.7",
                    "org.assertj.core.api.iterable;version=3.27.7",
                    "org.assertj.core.groups;version=3.27.7",
                    "org.awaitility;version=4.3.0",
                    "org.awaitility.core;version=4.3.0"),
            frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("INFO"),
            bundles(BUNDLES.resolve("container"), name -> true),
            bundles(BUNDLES.resolve("reveille"), wanted)
        };
    }

    private static Option bundles(Path folder, Predicate<String> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(
                            file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
            return composite(jars.stream().map(Containers::installed).toArray(Option[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the build has not filled " + folder, e);
        }
    }

    private static Option installed(Path jar) {
        UrlProvisionOption bundle = bundle(jar.toUri().toString());
        return isFragment(jar.toFile()) ? bundle.noStart() : bundle;
    }

    private static boolean isFragment(File jar) {
        try (JarFile file = new JarFile(jar)) {
            return file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        } catch (IOException e) {
            throw new UncheckedIOException("no bundle: " + jar, e);
        }
    }
}

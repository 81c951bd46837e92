package io.reveille.itests.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a bundle exports, by its manifest and its classes as they were built. */
final class BuiltApi {

    private static final Pattern EXPORTED =
            Pattern.compile("([\\w.]+)((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^,;\"]*))*)(?:,|$)");
    private static final Pattern VERSION = Pattern.compile(";version=\"?([\\d.]+)");

    private BuiltApi() {}

    /** The exported packages by name; none if the bundle exports nothing. */
    static SortedMap<String, ApiPackage> of(String bundle) throws Exception {
        Path classes = Project.ROOT.resolve(bundle).resolve("target/classes");
        SortedMap<String, ApiPackage> packages = new TreeMap<>();
        for (Map.Entry<String, PackageVersion> each : exported(classes).entrySet()) {
            packages.put(each.getKey(), read(classes, each.getKey(), each.getValue()));
        }
        return packages;
    }

    private static Map<String, PackageVersion> exported(Path classes) throws IOException {
        try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            String header = new Manifest(in).getMainAttributes().getValue("Export-Package");
            return header == null ? Map.of() : versions(header);
        }
    }

    static Map<String, PackageVersion> versions(String header) {
        Map<String, PackageVersion> versions = new TreeMap<>();
        Matcher exported = EXPORTED.matcher(header);
        while (exported.find()) {
            Matcher version = VERSION.matcher(exported.group(2));
            if (!version.find()) {
                throw new IllegalArgumentException(exported.group(1) + " is exported without a version");
            }
            versions.put(exported.group(1), PackageVersion.parse(version.group(1)));
        }
        return versions;
    }

    private static ApiPackage read(Path classes, String name, PackageVersion version) throws Exception {
        Map<String, Boolean> lines = new TreeMap<>();
        Path folder = classes.resolve(name.replace('.', '/'));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.class")) {
            for (Path file : files) {
                String type =
                        Objects.requireNonNull(file.getFileName()).toString().replaceFirst("\\.class$", "");
                if (!type.equals("package-info")) {
                    lines.putAll(
                            Signatures.of(Class.forName(name + "." + type, false, BuiltApi.class.getClassLoader())));
                }
            }
        }
        return ApiPackage.of(name, version, lines);
    }
}

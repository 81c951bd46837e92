package io.reveille.itests.kura;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A deployment package, which is a zip of bundles and of a manifest that names them.
 *
 * @param entries by their names, in the order of the file
 */
record PackageFile(Map<String, byte[]> entries) {

    static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** The one that the build has made. */
    static PackageFile built() throws IOException {
        return new PackageFile(read(Files.readAllBytes(path("reveille.dp"))));
    }

    /** A file that the build has made, by the system property that names it. */
    static Path path(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }

    /** The times of all entries, as the file says them. */
    static Set<FileTime> times() throws IOException {
        Set<FileTime> times = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(path("reveille.dp")))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                times.add(entry.getLastModifiedTime());
            }
        }
        return times;
    }

    /** All but the manifest. */
    Map<String, byte[]> bundles() {
        Map<String, byte[]> bundles = new LinkedHashMap<>(entries);
        bundles.remove(MANIFEST);
        return bundles;
    }

    /** The values of a header of the manifest, from the top: one in each section that has it. */
    List<String> values(String header) {
        return text().lines()
                .filter(line -> line.startsWith(header + ": "))
                .map(line -> line.substring(header.length() + 2))
                .toList();
    }

    private String text() {
        return new String(Objects.requireNonNull(entries.get(MANIFEST), MANIFEST), StandardCharsets.UTF_8);
    }

    /** The same bundles under another version. */
    PackageFile as(String version) throws IOException {
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : as(version, entries).entrySet()) {
            boolean isBundle = !entry.getKey().equals(MANIFEST);
            renamed.put(entry.getKey(), isBundle ? zip(as(version, read(entry.getValue()))) : entry.getValue());
        }
        return new PackageFile(renamed);
    }

    InputStream stream() throws IOException {
        return new ByteArrayInputStream(zip(entries));
    }

    private static Map<String, byte[]> as(String version, Map<String, byte[]> entries) {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.computeIfPresent(
                MANIFEST,
                (name, text) -> new String(text, StandardCharsets.UTF_8)
                        .replaceAll("(?m)^((Bundle|DeploymentPackage)-Version): .*$", "$1: " + version)
                        .getBytes(StandardCharsets.UTF_8));
        return changed;
    }

    private static Map<String, byte[]> read(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}

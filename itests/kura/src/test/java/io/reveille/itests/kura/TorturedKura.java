package io.reveille.itests.kura;

import io.reveille.itests.torture.TestedProcess;
import io.reveille.itests.torture.Torture;
import io.reveille.itests.torture.Trial;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link KuraProcess} on the framework of Kura 5, and its snapshots while it does not run. */
final class TorturedKura implements Torture.Gateway {

    /** Takes the place of what is on the test's own class path. */
    private static final Path FRAMEWORK = Trial.ALL.resolve("framework");

    private static final String REPLACED =
            ".*/(org\\.apache\\.felix\\.main|osgi\\.core|org\\.osgi\\.service\\.log|slf4j-nop)-[^/]*";

    /** Those that are packed for Kura. */
    private static final Path BUNDLES =
            Path.of(Objects.requireNonNull(System.getProperty("reveille.bundles"), "reveille.bundles"));

    private static final int USUALLY_APART = 30;

    private final Path folder;
    private final Snapshots snapshots;
    private final List<String> command;

    TorturedKura(Path folder) throws IOException {
        this.folder = folder;
        this.snapshots = new Snapshots(Files.createDirectories(folder.resolve("snapshots")));
        this.command = command(folder);
    }

    private static List<String> command(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtorture.folder=" + folder,
                "-Dtorture.seed=" + Trial.SEED,
                "-cp",
                classPath(),
                KuraProcess.class.getName(),
                folder.toString()));
        command.addAll(files(BUNDLES));
        command.add(Trial.ALL.resolve("bundle/io.reveille.itests.torture.jar").toString());
        return command;
    }

    private static String classPath() throws IOException {
        Stream<String> own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(REPLACED));
        return Stream.concat(own, files(FRAMEWORK).stream()).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @Override
    public TestedProcess start() {
        try {
            return new TestedProcess(command, Map.of(), "", Files.createDirectories(folder.resolve("log")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a newer snapshot, as if somebody had said so in Kura's console last; that is lost with a torn one. */
    @Override
    public int savesEvery(int seconds) throws IOException {
        if (snapshots.isNewestTorn()) {
            return USUALLY_APART;
        }
        SortedSet<Long> ids = snapshots.ids();
        Map<String, Map<String, Object>> all = ids.isEmpty() ? new TreeMap<>() : snapshots.read(ids.last());
        all.computeIfAbsent("io.reveille", any -> new TreeMap<>()).put("state.coalesce", seconds);
        snapshots.write(all, System.currentTimeMillis());
        return seconds;
    }

    /** Tears the newest snapshot now and then; the kill itself may have done so. */
    @Override
    public boolean losesDefinitions(Random random) throws IOException {
        if (random.nextInt(3) == 0) {
            snapshots.tearNewest((int) (random.nextDouble() * snapshots.newestLength()));
        }
        return snapshots.isNewestTorn();
    }
}

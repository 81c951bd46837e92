package io.reveille.itests.suspend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.cm.file.FilePersistenceManager;

/** The disk of the machine: the gateway as it is shipped and the witness's bundle, with its jobs and settings. */
record Disk(Path image) {

    private static final Path GATEWAY = Path.of(System.getProperty("suspend.gateway", ""));
    private static final Path BUNDLE = Path.of(System.getProperty("suspend.bundle", ""));

    private static final String SIZE = "96m";

    /**
     * Makes it.
     *
     * @param folder where it is put together
     * @param jobs their schedules by their names
     * @param power the settings of {@code io.reveille.power}
     */
    static Disk make(Path folder, Map<String, String> jobs, Map<String, Object> power)
            throws IOException, InterruptedException {
        run(List.of("rm", "-rf", folder.toString())); // what an earlier run has left
        Path files = folder.resolve("files");
        Path config = Files.createDirectories(files.resolve("data/config"));
        run(List.of("cp", "-a", GATEWAY.toString(), files.toString()));
        Files.copy(BUNDLE, files.resolve("reveille-gateway/bundle/witness.jar"));
        FilePersistenceManager store = new FilePersistenceManager(config.toString());
        for (Map.Entry<String, String> job : jobs.entrySet()) {
            store(
                    store,
                    "io.reveille.job~" + job.getKey(),
                    Map.of(
                            "service.factoryPid",
                            "io.reveille.job",
                            "name",
                            job.getKey(),
                            "schedule",
                            job.getValue(),
                            "handler",
                            SleepWitness.NAME));
        }
        store(store, "io.reveille.power", power);
        Path image = folder.resolve("disk");
        run(List.of("mke2fs", "-q", "-t", "ext4", "-d", files.toString(), image.toString(), SIZE));
        return new Disk(image);
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void store(FilePersistenceManager store, String pid, Map<String, Object> properties)
            throws IOException {
        Dictionary<String, Object> stored = new Hashtable<>(properties);
        stored.put("service.pid", pid);
        stored.put("service.bundleLocation", "?");
        store.store(pid, stored);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }
}

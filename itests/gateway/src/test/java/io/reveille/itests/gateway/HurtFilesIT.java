package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reveille.Delivery;
import io.reveille.itests.torture.Entry;
import io.reveille.itests.torture.Entry.What;
import io.reveille.itests.torture.Fault;
import io.reveille.itests.torture.Steady;
import io.reveille.itests.torture.Tail;
import io.reveille.itests.torture.Torture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.cm.file.FilePersistenceManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway whose files were hurt while it was down, or whose disk fails while it runs: it starts, says what it found,
 * loses at most the newest save of what was hurt, deletes nothing, and its jobs run on.
 */
class HurtFilesIT {

    private static final Path BUNDLE = Path.of(Objects.requireNonNull(System.getProperty("torture.folder")))
            .resolve("bundle/io.reveille.itests.torture.jar");

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();
    private Distribution distribution;
    private Path data;
    private Path state;

    @BeforeEach
    void gateway() throws IOException {
        distribution = Distribution.copyTo(temp.resolve("gateway")).with(BUNDLE).with("reveille.state", "");
        data = temp.resolve("data");
        state = temp.resolve("state");
        configure("io.reveille", Map.of("state.coalesce", 1));
    }

    // State in files

    @Test
    void aTruncatedPageCostsItsNewestSave() throws IOException {
        onlyTheNewestSaveOf(bytes -> Arrays.copyOf(bytes, bytes.length / 2), "left out");
    }

    @Test
    void aPageOfZerosCostsItsNewestSave() throws IOException {
        onlyTheNewestSaveOf(bytes -> new byte[bytes.length], "left out");
    }

    @Test
    void aFlippedBitCostsTheNewestSave() throws IOException {
        onlyTheNewestSaveOf(
                bytes -> {
                    bytes[bytes.length / 3] ^= 4;
                    return bytes;
                },
                "left out");
    }

    @Test
    void anEmptyPageCostsItsNewestSave() throws IOException {
        onlyTheNewestSaveOf(bytes -> new byte[0], "left out");
    }

    @Test
    void aPageThatIsGoneCostsItsNewestSave() throws IOException {
        Map<String, Long> before = runWithFiles();
        Files.delete(newest(pagesOfJobs().get(0)));
        assertLostAtMostTheNewestSave(before, look(), "it is not there");
    }

    @Test
    void anOlderPageInTheNewestOnesPlaceIsTheStateOfThen() throws IOException {
        Map<String, Long> before = runWithFiles();
        Path newest = newest(pagesOfJobs().get(0));
        Path older = other(newest);
        Files.copy(older, newest, StandardCopyOption.REPLACE_EXISTING);
        assertLostAtMostTheNewestSave(before, look(), "");
    }

    @Test
    void aPageThatIsLostCostsOnlyTheJobsThatAreOnIt() throws IOException {
        Map<String, Long> before = runWithFiles();
        List<String> pages = pagesOfJobs();
        assertThat(pages).as("pages of jobs").hasSizeGreaterThan(1);
        String lost = pages.get(0);
        String text = Files.readString(newest(lost));
        List<Path> hurt = List.of(newest(lost), other(newest(lost)));
        for (Path slot : hurt) {
            Files.write(slot, Arrays.copyOf(Files.readAllBytes(slot), 700));
        }

        Map<String, Long> found = look();

        assertThat(log()).contains("Nothing on page " + lost);
        for (String job : before.keySet()) {
            assertThat(found).containsKey(job);
            if (!text.contains("\"job\":\"" + job + "\"")) {
                assertThat(found.get(job)).as(job).isGreaterThanOrEqualTo(before.get(job));
            }
        }
        assertThat(hurt).allSatisfy(slot -> assertThat(slot).hasSize(700));
        assertThat(quarantined()).isNotEmpty();
    }

    // State and definitions in ConfigurationAdmin

    @Test
    void aTruncatedConfigurationOfStateCostsItsNewestSave() throws IOException {
        Map<String, Long> before = run();
        Path newest = newestConfiguration();
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 2000));
        assertLostAtMostTheNewestSave(before, look(), "left out");
    }

    @Test
    void anEmptyDefinitionIsMissedAndAllOthersAreThere() throws IOException {
        Map<String, Long> before = run();
        String job = Steady.ALL.get(0).name();
        hurtDefinition(job, bytes -> new byte[0]);
        Map<String, Long> found = look();
        before.remove(job);
        before.forEach((other, runs) -> assertThat(found.get(other)).as(other).isBetween(runs, runs + 1));
    }

    @Test
    void aTruncatedDefinitionIsMissedOrBrokenAndAllOthersAreThere() throws IOException {
        Map<String, Long> before = run();
        String job = Steady.ALL.get(1).name();
        hurtDefinition(job, bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3));
        Map<String, Long> found = look();
        before.remove(job);
        before.forEach((other, runs) -> assertThat(found.get(other)).as(other).isBetween(runs, runs + 1));
    }

    // The disk fails

    @Test
    void whileTheDiskIsFullJobsRunAndWhatPromisesAtMostOnceWaits() throws Exception {
        mount("-t", "tmpfs", "-o", "size=600k", "tmpfs");
        try {
            configure("io.reveille.persistence", Map.of("folder", state.toString()));
            try (GatewayProcess process = start()) {
                awaitRuns(process, 2);
                fill(state.resolve("filler"));
                process.await(Duration.ofSeconds(60)).until(() -> log().contains("could not be saved"));
                long before = starts(Delivery.AT_LEAST_ONCE);
                long most = starts(Delivery.AT_MOST_ONCE);
                process.await(Duration.ofSeconds(60)).until(() -> starts(Delivery.AT_LEAST_ONCE) > before + 5);
                assertThat(starts(Delivery.AT_MOST_ONCE)).isEqualTo(most);

                Files.delete(state.resolve("filler"));
                process.await(Duration.ofSeconds(90)).until(() -> starts(Delivery.AT_MOST_ONCE) > most);
                process.kill();
            }
            assertThat(look().keySet()).containsAll(names());
            assertThat(Torture.check(witness()).stream().filter(fault -> fault.kind() == Fault.Kind.TWICE))
                    .isEmpty();
        } finally {
            unmount();
        }
    }

    @Test
    void aStoreThatCannotBeWrittenToIsReadAndSaysSo() throws Exception {
        mount("-t", "tmpfs", "-o", "size=2m", "tmpfs");
        try {
            Map<String, Long> before = runWithFiles();
            remount("remount,ro");
            long looked = count(line -> line.what() == What.LOOKED);
            try (GatewayProcess process = start()) {
                long runs = starts(Delivery.AT_LEAST_ONCE);
                process.await(Duration.ofSeconds(60)).until(() -> count(line -> line.what() == What.LOOKED) > looked);
                process.await(Duration.ofSeconds(60)).until(() -> starts(Delivery.AT_LEAST_ONCE) > runs + 3);
                assertThat(log()).contains("can be read but not written");
                assertThat(lastFound().keySet()).containsAll(before.keySet());
                process.kill();
            }
        } finally {
            unmount();
        }
    }

    @Test
    void aJobIsNotDeletedInTheConsoleWhileThatWouldNotLast() throws Exception {
        state = data.resolve("config");
        try (GatewayProcess process = start().awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", process.password());
            awaitRuns(process, 1);
            String job = names().get(0);
            String page = "/configMgr/" + console.pids().get(job);
            mount("--bind", state.toString());
            try {
                remount("remount,bind,ro");
                HttpResponse<String> answer = console.post(page, "apply=1&delete=1");

                assertThat(answer.statusCode()).isNotEqualTo(200);
                assertThat(answer.body()).contains("is still there", "Read-only file system");
                assertThat(console.jobs()).contains(job);
            } finally {
                unmount();
            }
            assertThat(console.post(page, "apply=1&delete=1").statusCode()).isEqualTo(200);
            assertThat(console.jobs()).doesNotContain(job);
            process.kill();
        }
    }

    private void onlyTheNewestSaveOf(UnaryOperator<byte[]> hurt, String says) throws IOException {
        Map<String, Long> before = runWithFiles();
        Path newest = newest(pagesOfJobs().get(0));
        Files.write(newest, hurt.apply(Files.readAllBytes(newest)));
        assertLostAtMostTheNewestSave(before, look(), says);
    }

    private void assertLostAtMostTheNewestSave(Map<String, Long> before, Map<String, Long> found, String says)
            throws IOException {
        // The last save came at the stop, at most a second after the one before; and since the start a run may have
        // ended.
        before.forEach((job, runs) -> assertThat(found.get(job)).as(job).isBetween(runs - 2, runs + 1));
        assertThat(log()).contains(says);
    }

    /** Runs it until each job has run and stops it in order; returns how often each has. */
    private Map<String, Long> run() {
        try (GatewayProcess process = start()) {
            awaitRuns(process, 3);
            process.terminate();
        }
        Map<String, Long> runs = new TreeMap<>();
        witness().stream()
                .filter(line -> line.what() == What.END)
                .forEach(line -> runs.merge(line.job(), 1L, Long::sum));
        return runs;
    }

    private Map<String, Long> runWithFiles() throws IOException {
        configure("io.reveille.persistence", Map.of("folder", state.toString()));
        return run();
    }

    /** What a start finds, before anything runs; then each job runs on. */
    private Map<String, Long> look() {
        try (GatewayProcess process = start()) {
            long looked = count(line -> line.what() == What.LOOKED);
            process.await(Duration.ofSeconds(60)).until(() -> count(line -> line.what() == What.LOOKED) > looked);
            Map<String, Long> found = lastFound();
            process.kill();
            return found;
        }
    }

    private void awaitRuns(GatewayProcess process, int times) {
        process.await(Duration.ofSeconds(60))
                .until(() -> names().stream()
                        .allMatch(job -> count(line ->
                                        line.what() == What.END && line.job().equals(job))
                                >= times));
    }

    private GatewayProcess start() {
        return distribution.start(data, port, temp.resolve("log"));
    }

    private static List<String> names() {
        return Steady.ALL.stream().map(Steady::name).toList();
    }

    private List<Entry> witness() {
        return Files.exists(data.resolve("witness.txt")) ? new Tail(data).read() : List.of();
    }

    private long count(Predicate<Entry> line) {
        return witness().stream().filter(line).count();
    }

    private long starts(Delivery delivery) {
        List<String> jobs = Steady.ALL.stream()
                .filter(job -> job.delivery() == delivery)
                .map(Steady::name)
                .toList();
        return count(line -> line.what() == What.START && jobs.contains(line.job()));
    }

    private Map<String, Long> lastFound() {
        Map<String, Long> runs = new TreeMap<>();
        for (Entry line : witness()) {
            if (line.what() == What.LIFE) {
                runs.clear();
            } else if (line.what() == What.FOUND) {
                runs.put(line.job(), line.number("runs"));
            }
        }
        return runs;
    }

    private String log() throws IOException {
        return Files.readString(data.resolve("log/gateway.log"));
    }

    /** The numbers of the pages on which there are jobs. */
    private List<String> pagesOfJobs() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith("A.page"))
                    .filter(file -> text(file).contains("\"job\":\"every"))
                    .map(file -> file.getFileName().toString().replace("A.page", ""))
                    .sorted()
                    .toList();
        }
    }

    private Path newest(String page) {
        return Stream.of("A", "B")
                .map(slot -> state.resolve(page + slot + ".page"))
                .max(Comparator.comparing(HurtFilesIT::sequence))
                .orElseThrow();
    }

    private static Path other(Path slot) {
        String name = slot.getFileName().toString();
        return slot.resolveSibling(name.contains("A.") ? name.replace("A.", "B.") : name.replace("B.", "A."));
    }

    private Path newestConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("config/io/reveille"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("state"))
                    .filter(file -> text(file).contains("every-1"))
                    .max(Comparator.comparing(HurtFilesIT::written))
                    .orElseThrow();
        }
    }

    private void hurtDefinition(String job, UnaryOperator<byte[]> hurt) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("config/io/reveille"))) {
            Path definition = files.filter(file -> file.toString().contains("job%007e" + job))
                    .findFirst()
                    .orElseThrow();
            Files.write(definition, hurt.apply(Files.readAllBytes(definition)));
        }
    }

    private List<Path> quarantined() throws IOException {
        Path folder = state.resolve("quarantine");
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return files.collect(Collectors.toList());
        }
    }

    private static long sequence(Path slot) {
        return Long.parseLong(text(slot).replaceFirst("(?s).*?\"seq\":(\\d+).*", "$1"));
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private void configure(String pid, Map<String, Object> properties) throws IOException {
        Path config = Files.createDirectories(data.resolve("config"));
        Dictionary<String, Object> stored = new Hashtable<>(properties);
        stored.put("service.pid", pid);
        stored.put("service.bundleLocation", "?");
        new FilePersistenceManager(config.toString()).store(pid, stored);
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 1000; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void mount(String... options) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small file system");
        Files.createDirectories(state);
        Optional<String> refusal = refusal(options);
        assumeTrue(refusal.isEmpty(), () -> "a small file system cannot be mounted here: " + refusal.orElseThrow());
    }

    /** What is mounted can be mounted otherwise as well, but not in a moment in which a file of it is being written. */
    private void remount(String options) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(refusal("-o", options)).isEmpty());
    }

    private Optional<String> refusal(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        command.add(state.toString());
        Process mount = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return mount.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    }

    private void unmount() throws Exception {
        new ProcessBuilder("umount", state.toString()).start().waitFor();
    }
}

package io.reveille.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.itests.torture.Entry.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A gateway that is killed and started again, so many times; then what its witness saw, beside what was promised. */
public final class Torture {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A gateway that was killed two hundred times may be minutes behind with a job that makes up for each run. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(15);

    /** A gateway as it is started, and what is done to it while it does not run. */
    public interface Gateway {
        TestedProcess start();

        /** Asks it to save so many seconds apart, from the next start; returns how many it will be. */
        int savesEvery(int seconds) throws IOException;

        /**
         * Does what a power cut in the moment of the kill may do besides; nothing unless said.
         *
         * @return whether its definitions are lost, by that or by the kill
         */
        default boolean losesDefinitions(Random random) throws IOException {
            return false;
        }
    }

    private final Path folder;
    private final Gateway gateway;
    private final Random random;
    private final Witness witness;
    private final Tail tail;

    public Torture(Path folder, Gateway gateway, long seed) {
        this.folder = folder;
        this.gateway = gateway;
        this.random = new Random(seed);
        this.witness = Witness.in(folder);
        this.tail = new Tail(folder);
    }

    /** Kills it so many times; returns all that the witness saw. */
    public List<Entry> kill(int rounds) throws IOException, InterruptedException {
        settleIn();
        for (int round = 1; round < rounds; round++) {
            save(random.nextBoolean() ? 1 : 30);
            if (random.nextInt(6) == 0) {
                killAtStart();
            } else {
                killAtWork(random.nextInt(6) == 0 ? 5000 : 2500);
            }
        }
        comeToAnEnd();
        witness.close();
        return tail.read();
    }

    /** What was promised and not kept. */
    public static List<Fault> check(List<Entry> witness) {
        List<Fault> faults = new ArrayList<>(DefinitionLedger.check(witness));
        faults.addAll(RunLedger.checkTwice(witness));
        for (Steady job : Steady.ALL) {
            faults.addAll(RunLedger.check(job, witness));
            faults.addAll(CountLedger.check(job, witness));
        }
        return faults;
    }

    /**
     * The framework has installed its bundles and stopped in order; each steady job runs, and that is saved: from now on
     * all is to be accounted for.
     */
    private void settleIn() throws IOException {
        try (TestedProcess process = gateway.start()) {
            await(process, line -> line.what() == What.LOOKED, 1);
            process.terminate();
        }
        save(1);
        try (TestedProcess process = gateway.start()) {
            for (Steady job : Steady.ALL) {
                await(process, line -> line.what() == What.END && line.job().equals(job.name()), 2);
            }
            process.kill();
            killed();
        }
    }

    /** Before it has come up, perhaps, or while what is missing is brought back. */
    private void killAtStart() throws IOException, InterruptedException {
        long lives = count(line -> line.what() == What.LOOKED);
        try (TestedProcess process = gateway.start()) {
            if (random.nextBoolean()) {
                await(process, line -> line.what() == What.LOOKED, lives + 1);
                Thread.sleep(random.nextInt(300));
            } else {
                Thread.sleep(random.nextInt(300, 2000));
            }
            process.kill();
            killed();
        }
    }

    private void killAtWork(int longest) throws IOException, InterruptedException {
        long lives = count(line -> line.what() == What.DRIVING);
        try (TestedProcess process = gateway.start()) {
            await(process, line -> line.what() == What.DRIVING, lives + 1);
            Thread.sleep(random.nextInt(500, longest));
            process.kill();
            killed();
        }
    }

    /** In order: what was known then must be known after the next start, to the last run. */
    private void comeToAnEnd() throws IOException {
        Files.createFile(folder.resolve(Driver.FINISH));
        try (TestedProcess process = gateway.start()) {
            process.await(CATCHING_UP).until(() -> count(line -> line.what() == What.OVER) >= 1);
            process.terminate();
        }
        List<String> before = lastFound();
        long lives = count(line -> line.what() == What.LOOKED);
        try (TestedProcess process = gateway.start()) {
            await(process, line -> line.what() == What.LOOKED, lives + 1);
            process.terminate();
        }
        assertThat(lastFound()).as("after a stop in order").isEqualTo(before);
    }

    private List<String> lastFound() {
        List<Entry> all = tail.read();
        int end = all.size() - 1;
        while (all.get(end).what() != What.FOUND) {
            end--;
        }
        List<String> found = new ArrayList<>();
        for (; end >= 0 && all.get(end).what() == What.FOUND; end--) {
            found.add(all.get(end).job() + " " + all.get(end).more());
        }
        return found;
    }

    private void save(int seconds) throws IOException {
        witness.write(What.SAVING, "-", Map.of("seconds", gateway.savesEvery(seconds)));
    }

    private void killed() throws IOException {
        witness.write(What.KILLED, "-", Map.of());
        if (gateway.losesDefinitions(random)) {
            witness.write(What.TORN, "-", Map.of());
        }
    }

    private void await(TestedProcess process, Predicate<Entry> line, long times) {
        process.await(PATIENCE).until(() -> count(line) >= times);
    }

    private long count(Predicate<Entry> line) {
        return tail.read().stream().filter(line).count();
    }
}

package io.reveille.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.itests.torture.Entry.What;
import io.reveille.itests.torture.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gateway that is killed at any moment while its jobs run and their definitions change. How often is said by
 * {@code -Dreveille.rounds=200}, and {@code -Dreveille.seed=N} takes the same random steps again; the moment of a kill is
 * never quite the same.
 *
 * @param gateway what it is, for people
 * @param store where its state is
 */
public record Trial(String gateway, String store) {

    public static final long SEED = Long.getLong("reveille.seed", System.nanoTime());

    /** Where all is that belongs to such tests. */
    public static final Path ALL =
            Path.of(Objects.requireNonNull(System.getProperty("torture.folder"), "torture.folder"));

    private static final Optional<Integer> ROUNDS = Optional.ofNullable(Integer.getInteger("reveille.rounds"));

    /** A folder for one gateway and its witness. */
    public static Path folder(String name) throws IOException {
        return Files.createDirectories(ALL.resolve(name + "-" + SEED));
    }

    /**
     * Goes through with it.
     *
     * @param usual how many rounds, unless that is said
     */
    public void run(Path folder, int usual, Torture.Gateway tortured) throws IOException, InterruptedException {
        int rounds = ROUNDS.orElse(usual);
        System.out.println("Torture: " + gateway + ", state in " + store + ", " + rounds + " rounds, -Dreveille.seed="
                + SEED + ", witness in " + folder);
        List<Entry> witness = new Torture(folder, tortured, SEED).kill(rounds);
        List<Fault> faults = Torture.check(witness);
        report(witness, faults);
        assertThat(faults).as("seed " + SEED + ", " + folder).isEmpty();
    }

    /** A row of the README's table. */
    private void report(List<Entry> witness, List<Fault> faults) throws IOException {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        Arrays.stream(Kind.values()).forEach(kind -> counts.put(kind, 0L));
        faults.forEach(fault -> counts.merge(fault.kind(), 1L, Long::sum));
        String head = "| gateway | state in | kills | torn | offered | gone back | runs | definitions | "
                + Arrays.stream(Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" | "))
                + " |";
        String row = "| " + gateway + " | " + store + " | " + count(witness, What.KILLED) + " | "
                + count(witness, What.TORN) + " | " + count(witness, What.OFFERED) + " | "
                + count(witness, What.GOING_BACK) + " | "
                + count(witness, What.START) + " | "
                + (count(witness, What.DEFINED) + count(witness, What.DELETED)) + " | "
                + counts.values().stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " |";
        System.out.println(head + "\n" + row);
        faults.forEach(fault -> System.out.println(fault.kind() + ": " + fault.text()));
        Files.writeString(
                ALL.resolve("table-" + SEED + ".md"), row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long count(List<Entry> witness, What what) {
        return witness.stream().filter(line -> line.what() == what).count();
    }
}

package io.reveille.bench.engine;

import java.nio.file.Path;
import java.util.List;

/** Prints a part of the table that {@code bench/engine} makes: each in a process of its own. */
public final class EngineTable {

    private static final String STORED = "stored job";

    private static final String CALL = "call";
    private static final String NAMED_CALL = "named call";

    private static final Contestant CALLS = new Contestant(Peer.REVEILLE, CallSubject::unnamed);
    private static final Contestant NAMED_CALLS = new Contestant(Peer.REVEILLE, CallSubject::named);
    private static final Contestant REVEILLE = new Contestant(Peer.REVEILLE, ReveilleSubject::inMemory);
    private static final Contestant QUARTZ = new Contestant(Peer.QUARTZ, QuartzSubject::inMemory);
    private static final Contestant EXECUTOR = new Contestant(Peer.EXECUTOR, ExecutorSubject::new);
    private static final List<Contestant> IN_MEMORY = List.of(REVEILLE, QUARTZ, EXECUTOR);
    private static final List<Contestant> BESIDE_CALLS = List.of(CALLS, QUARTZ, EXECUTOR);
    private static final List<Contestant> BESIDE_NAMED_CALLS = List.of(NAMED_CALLS, QUARTZ, EXECUTOR);
    private static final List<Contestant> ON_DISK = List.of(
            new Contestant(Peer.REVEILLE, ReveilleSubject::onFiles),
            new Contestant(Peer.QUARTZ, QuartzSubject::onDisk),
            new Contestant(Peer.DB_SCHEDULER, DbSchedulerSubject::new));

    private EngineTable() {}

    /**
     * Prints one part.
     *
     * @param arguments the part, and the files of the charts of {@code give} and {@code calls}
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("head")) {
            Rows.printHead(System.out);
            return;
        }
        Rows rows = new Rows();
        switch (arguments[0]) {
            case "give" -> give(Path.of(arguments[1]), rows);
            case "together" -> new DueTogether(STORED, IN_MEMORY, List.of(5000, 10_000)).measure(rows);
            case "periodic" -> {
                new Periodic(STORED, IN_MEMORY, 5000, 1, 4).measure(rows);
                new Periodic(STORED, IN_MEMORY, 10_000, 2, 7).measure(rows);
            }
            case "calls" -> calls(Path.of(arguments[2]), rows);
            case "calls-together" -> callsTogether(rows);
            case "calls-periodic" -> new Periodic(CALL, BESIDE_CALLS, 10_000, 2, 7).measure(rows);
            case "calls-heap" -> callsInHeap(rows);
            case "questions" -> new Questions().measure(rows);
            case "heap" -> new HeapUse(STORED, IN_MEMORY).measure(rows);
            case "disk" -> new DiskUse(STORED, ON_DISK).measure(rows);
            default -> throw new IllegalArgumentException("no part is called " + arguments[0]);
        }
        rows.print(System.out);
    }

    private static void calls(Path file, Rows rows) throws Exception {
        GrowthChart chart = new GrowthChart("Calls given and cancelled a second, one caller");
        List<Integer> sizes = List.of(1000, 10_000, 100_000);
        new GiveAndCancel(CALL, BESIDE_CALLS, sizes, chart).measure(rows);
        new GiveAndCancel(NAMED_CALL, List.of(NAMED_CALLS), sizes, chart).measure(rows);
        chart.write(file);
    }

    private static void callsTogether(Rows rows) throws Exception {
        new DueTogether(CALL, BESIDE_CALLS, List.of(10_000, 100_000)).measure(rows);
        new DueTogether(NAMED_CALL, BESIDE_NAMED_CALLS, List.of(10_000, 100_000)).measure(rows);
    }

    private static void callsInHeap(Rows rows) throws Exception {
        new HeapUse(CALL, BESIDE_CALLS).measure(rows);
        new HeapUse(NAMED_CALL, List.of(NAMED_CALLS)).measure(rows);
    }

    private static void give(Path file, Rows rows) throws Exception {
        GrowthChart chart = new GrowthChart("Jobs given and cancelled a second, one caller");
        new GiveAndCancel(STORED, IN_MEMORY, List.of(1000, 4000, 10_000, 16_000), chart).measure(rows);
        new GiveAndCancel(STORED, List.of(QUARTZ, EXECUTOR), List.of(100_000), chart).measure(rows);
        chart.write(file);
    }
}

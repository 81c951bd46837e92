package io.reveille.bench.engine;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Rows of the table, in the order in which they are first written to. */
final class Rows {

    private final Map<String, Map<Peer, Double>> rows = new LinkedHashMap<>();
    private final Set<String> alone = new HashSet<>();

    void put(String row, Peer peer, double value) {
        rows.computeIfAbsent(row, key -> new EnumMap<>(Peer.class)).put(peer, value);
    }

    /** As {@link #put}, where a ratio would say nothing. */
    void putAlone(String row, Peer peer, double value) {
        alone.add(row);
        put(row, peer, value);
    }

    static void printHead(PrintStream out) {
        StringJoiner head = new StringJoiner(" | ", "| ", " |").add("what").add("heap");
        for (Peer peer : Peer.values()) {
            head.add(peer == Peer.REVEILLE ? peer.title() : peer.title() + " (to Reveille's)");
        }
        out.println(head);
        out.println("|---".repeat(2 + Peer.values().length) + "|");
    }

    /** Prints the rows, each with the heap of this process; beside a peer's figure stands its ratio to Reveille's. */
    void print(PrintStream out) {
        String heap = (Runtime.getRuntime().maxMemory() >> 20) + " MB";
        rows.forEach((what, values) -> {
            StringJoiner row = new StringJoiner(" | ", "| ", " |").add(what).add(heap);
            for (Peer peer : Peer.values()) {
                row.add(cell(values, peer, !alone.contains(what)));
            }
            out.println(row);
        });
    }

    private static String cell(Map<Peer, Double> values, Peer peer, boolean isCompared) {
        Double value = values.get(peer);
        if (value == null) {
            return "";
        }
        double ours = peer == Peer.REVEILLE || !isCompared ? 0 : values.getOrDefault(Peer.REVEILLE, 0.0);
        return number(value) + (ours > 0 && value > 0 ? " (" + number(value / ours) + ")" : "");
    }

    /** Three digits, and all of a larger whole number's places. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,d", rounded.longValue())
                : rounded.stripTrailingZeros().toPlainString();
    }
}

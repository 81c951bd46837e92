package io.reveille.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A chart of rates by the number of jobs, both logarithmic, as SVG. */
final class GrowthChart {

    private static final List<String> COLOURS =
            List.of("#0b6e99", "#7cc0dc", "#b3541e", "#e8a87c", "#4d7c3a", "#a5c98f", "#6b4c9a", "#b9a5d6");
    private static final int LEFT = 70;
    private static final int RIGHT = 470;
    private static final int TOP = 40;
    private static final int BOTTOM = 340;

    private final String title;
    private final Map<String, SortedMap<Integer, Double>> lines = new TreeMap<>();

    GrowthChart(String title) {
        this.title = title;
    }

    void put(String line, int size, double rate) {
        lines.computeIfAbsent(line, key -> new TreeMap<>()).put(size, rate);
    }

    void write(Path file) throws IOException {
        Scale across = Scale.around(lines.values().stream()
                .flatMap(line -> line.keySet().stream())
                .mapToDouble(size -> size)
                .summaryStatistics());
        Scale up = Scale.around(lines.values().stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(rate -> rate)
                .summaryStatistics());
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 390" font-family="sans-serif" font-size="12">
                <rect width="760" height="390" fill="white"/>
                """);
        text(svg, LEFT, 22, "start", title);
        text(svg, (LEFT + RIGHT) / 2.0, 380, "middle", "jobs");
        for (int power = across.least; power <= across.most; power++) {
            double x = across.at(Math.pow(10, power), LEFT, RIGHT);
            line(svg, x, TOP, x, BOTTOM);
            text(svg, x, BOTTOM + 18, "middle", power(power));
        }
        for (int power = up.least; power <= up.most; power++) {
            double y = up.at(Math.pow(10, power), BOTTOM, TOP);
            line(svg, LEFT, y, RIGHT, y);
            text(svg, LEFT - 8, y + 4, "end", power(power));
        }
        Iterator<String> colours = COLOURS.iterator();
        double legend = TOP + 10;
        for (Map.Entry<String, SortedMap<Integer, Double>> line : lines.entrySet()) {
            String colour = colours.next();
            StringJoiner points = new StringJoiner(" ");
            line.getValue()
                    .forEach((size, rate) ->
                            points.add(number(across.at(size, LEFT, RIGHT)) + "," + number(up.at(rate, BOTTOM, TOP))));
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" points=\"" + points
                    + "\"/>\n");
            svg.append("<rect x=\"490\" y=\"" + number(legend - 9) + "\" width=\"12\" height=\"10\" fill=\"" + colour
                    + "\"/>\n");
            text(svg, 508, legend, "start", line.getKey());
            legend += 20;
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<path stroke=\"#ddd\" d=\"M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2)
                + "\"/>\n");
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" + text
                + "</text>\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String power(int power) {
        long value = Math.round(Math.pow(10, power));
        return String.format(Locale.ROOT, "%,d", value < 1_000_000 ? value : value / 1_000_000)
                + (value < 1_000_000 ? "" : " M");
    }

    /** Whole powers of ten around all values. */
    private record Scale(int least, int most) {

        static Scale around(DoubleSummaryStatistics values) {
            return new Scale(
                    (int) Math.floor(Math.log10(values.getMin())), (int) Math.ceil(Math.log10(values.getMax())));
        }

        double at(double value, double from, double to) {
            return from + (Math.log10(value) - least) / (most - least) * (to - from);
        }
    }
}

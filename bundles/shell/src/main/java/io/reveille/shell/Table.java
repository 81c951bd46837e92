package io.reveille.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table with aligned columns; the last column has any width. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        row(titles);
    }

    /** @param cells as many cells as titles; an empty one is shown as a dash */
    void row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(Phrases::line)
                .map(cell -> cell.isEmpty() ? "-" : cell)
                .toList());
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            line.append(cell);
            if (i < row.size() - 1) {
                line.append(" ".repeat(widths[i] - width(cell) + 2));
            }
        }
        return line.toString();
    }

    /**
     * Returns the width in visible characters, as far as Java knows: surrogate pairs count once, combining accents not
     * at all.
     */
    private static int width(String text) {
        return (int) text.codePoints()
                .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
                .count();
    }
}

package io.reveille.schedule;

import java.util.List;

/** Lists in sentences. */
final class TextList {
    private TextList() {}

    /** Joins items: {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(List<String> items, String and) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " " + and + " " + items.get(last);
    }
}

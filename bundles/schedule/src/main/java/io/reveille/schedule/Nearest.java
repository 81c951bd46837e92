package io.reveille.schedule;

import java.util.Collection;
import java.util.Optional;

/** Guesses the word that somebody meant. */
public final class Nearest {
    private static final int LONGEST = 40;
    private static final int MOST_SLIPS = 3;

    private final String typed;
    private final long letters;

    /** Three rows of the table of distances, used in turn. */
    private final int[][] rows;

    private int least;

    private Nearest(String typed) {
        this.typed = typed;
        this.letters = letters(typed);
        this.rows = new int[3][typed.length() + 1];
        this.least = Math.min(typed.length() / 3, MOST_SLIPS) + 1;
    }

    /** Words to guess from, with the letters of each. */
    static final class Words {
        private final String[] words;
        private final long[] letters;

        Words(Collection<String> words) {
            this.words = words.toArray(new String[0]);
            this.letters = words.stream().mapToLong(Nearest::letters).toArray();
        }
    }

    /**
     * The nearest word in any case, if it takes at most one slip for each three letters that were typed, and three in
     * all. A letter too many, too few or another one, and two that changed places, are a slip each.
     *
     * @param typed what is perhaps none of the words; beyond 40 characters nothing is guessed
     */
    public static Optional<String> of(String typed, Collection<String> words) {
        String nearest = typed.length() > LONGEST ? "" : to(typed, new Words(words));
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** The nearest word, as {@link #of} has it, for a text of any length; empty when none is near. */
    static String to(String typed, Words words) {
        return new Nearest(typed).among(words);
    }

    private String among(Words words) {
        String nearest = "";
        for (int i = 0; i < words.words.length; i++) {
            String word = words.words[i];
            // A letter that only one of them has is a slip at least: most words are told apart by that alone.
            if (Math.abs(word.length() - typed.length()) < least
                    && Long.bitCount(letters & ~words.letters[i]) < least
                    && Long.bitCount(words.letters[i] & ~letters) < least) {
                int distance = distance(word);
                if (distance < least) {
                    least = distance;
                    nearest = word;
                }
            }
        }
        return nearest;
    }

    private static long letters(String word) {
        long letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters |= 1L << Ascii.lower(word.charAt(i));
        }
        return letters;
    }

    /**
     * Levenshtein's distance, where two neighbours that changed places count as one slip; too large if it cannot become
     * the least.
     */
    private int distance(String word) {
        for (int j = 0; j <= typed.length(); j++) {
            rows[0][j] = j;
        }
        for (int i = 1; i <= word.length(); i++) {
            int[] row = rows[i % 3];
            row[0] = i;
            int best = i;
            for (int j = 1; j <= typed.length(); j++) {
                row[j] = cheapest(word, i, j);
                best = Math.min(best, row[j]);
            }
            if (best >= least) {
                return best;
            }
        }
        return rows[word.length() % 3][typed.length()];
    }

    private int cheapest(String word, int i, int j) {
        int[] before = rows[(i + 2) % 3];
        int replaced = before[j - 1] + (same(word, i, j) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(before[j], rows[i % 3][j - 1]));
        boolean swapped = i > 1 && j > 1 && same(word, i - 1, j) && same(word, i, j - 1);
        return swapped ? Math.min(least, 1 + rows[(i + 1) % 3][j - 2]) : least;
    }

    private boolean same(String word, int i, int j) {
        return Ascii.lower(word.charAt(i - 1)) == Ascii.lower(typed.charAt(j - 1));
    }
}

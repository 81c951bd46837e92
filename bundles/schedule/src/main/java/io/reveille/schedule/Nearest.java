package io.reveille.schedule;

/** Guesses the word that somebody meant. */
final class Nearest {
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The nearest word, if it takes at most one slip for each three letters; else an empty text. */
    static String to(String typed, Iterable<String> words) {
        if (typed.length() > LONGEST) {
            return "";
        }
        String lower = Ascii.lower(typed);
        int least = typed.length() / 3 + 1;
        String nearest = "";
        for (String word : words) {
            if (Math.abs(word.length() - lower.length()) < least) {
                int distance = distance(lower, Ascii.lower(word));
                if (distance < least) {
                    least = distance;
                    nearest = word;
                }
            }
        }
        return nearest;
    }

    /** Levenshtein's distance, where two neighbours that changed places count as one slip. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, i, j, a, b);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, int i, int j, String a, String b) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
    }
}

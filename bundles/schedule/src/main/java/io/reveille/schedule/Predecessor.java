package io.reveille.schedule;

/**
 * The job that another one follows: {@code after "download" fails}.
 *
 * @param job its name, 1 to 64 printable characters without a slash, no blank at either end
 * @param ending how its run must end
 */
public record Predecessor(String job, Ending ending) {
    /** How a run ends; in text a word after the job's name, where success goes without saying. */
    public enum Ending {
        /** The run succeeds. */
        SUCCEEDS,
        /** The run fails. */
        FAILS,
        /** The run ends, whether it succeeds or fails. */
        ENDS;

        String word() {
            return Ascii.lower(name());
        }
    }

    static final String EXPECTED = "the name of a job in double quotes, 1 to 64 printable characters without a slash";
    private static final int LONGEST = 64;

    /** @throws IllegalArgumentException when the name cannot be that of a job */
    public Predecessor {
        if (!isName(job)) {
            throw new IllegalArgumentException(
                    "cannot schedule after \"" + TextExcerpt.of(job, 0).shown() + "\": expected " + EXPECTED);
        }
    }

    static boolean isName(String job) {
        return !job.isBlank()
                && job.codePointCount(0, job.length()) <= LONGEST
                && job.equals(job.strip())
                && job.codePoints().allMatch(c -> c != '/' && isPrintable(c));
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

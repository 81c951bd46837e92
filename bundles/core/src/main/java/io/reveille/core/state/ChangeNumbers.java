package io.reveille.core.state;

/** The numbers of our changes of definitions: later ones have higher numbers, for ever. Belongs to the engine's thread. */
public final class ChangeNumbers {

    private long last;

    /** Later ones have higher numbers than this. */
    public void countFrom(long number) {
        last = Math.max(last, number);
    }

    /** The highest number so far. */
    public long last() {
        return last;
    }

    public long next() {
        return ++last;
    }
}

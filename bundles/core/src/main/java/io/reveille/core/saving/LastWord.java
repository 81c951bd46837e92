package io.reveille.core.saving;

/** Keeps the log from saying the same again and again. For one thread at a time. */
final class LastWord {

    private volatile String said = "";

    /** Whether this was not said last; from now on it was. */
    boolean isNew(String message) {
        boolean isNew = !message.equals(said);
        said = message;
        return isNew;
    }

    /** What was said last; empty if it is over. Any thread may ask. */
    String said() {
        return said;
    }

    /** It is over; returns whether anything was said. */
    boolean end() {
        return isNew("");
    }
}

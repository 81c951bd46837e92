package io.reveille.core.saving;

/** A filter that keeps the log from repeating a message. For one thread at a time. */
final class RepeatFilter {

    private volatile String said = "";

    /** Notes a message; returns whether it differs from the one before. */
    boolean isNew(String message) {
        boolean isNew = !message.equals(said);
        said = message;
        return isNew;
    }

    /** The last message; empty if its cause is over. Any thread may ask. */
    String said() {
        return said;
    }

    /** Forgets the last message, since its cause is over; returns whether there was one. */
    boolean end() {
        return isNew("");
    }
}

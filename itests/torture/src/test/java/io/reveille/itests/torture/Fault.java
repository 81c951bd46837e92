package io.reveille.itests.torture;

/**
 * A promise that was not kept.
 *
 * @param text what was seen, for people
 */
public record Fault(Kind kind, String text) {

    public enum Kind {
        /** A definition that was acknowledged is gone. */
        VANISHED,
        /** An older definition is there than the one that was acknowledged last. */
        OUTDATED,
        /** A job is there, or runs, that was deleted. */
        UNDELETED,
        /** A definition by code was not taken, though nobody else ever touched the job. */
        IGNORED,
        /** A definition cannot be read. */
        BROKEN,
        /** A run that was to be at most once was started twice. */
        TWICE,
        /** An occurrence has come to nothing. */
        ZERO,
        /** A run was due at a time that is none of its schedule. */
        JUMPED,
        /** A job that was made anew made up for times before that. */
        EARLY,
        /** What was saved for certain is not known any more. */
        FORGOTTEN,
        /** More runs were counted than there were. */
        INVENTED,
        /** A job was quarantined for crashes between which it had ended a run. */
        BLAMED
    }
}

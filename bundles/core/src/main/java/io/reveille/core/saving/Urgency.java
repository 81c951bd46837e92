package io.reveille.core.saving;

/** How soon a change is to be saved. */
public enum Urgency {

    /** As soon as saves may follow each other: something was decided, or a promise hangs on it. */
    SOON,

    /** As {@link #SOON}, but the flash budget may delay the save: a job has run, or its time has come. */
    IN_BUDGET,

    /** With the next save: another change follows soon, and this one is worth a save only if it lasts. */
    ALONG
}

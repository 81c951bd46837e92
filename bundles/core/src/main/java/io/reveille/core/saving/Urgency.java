package io.reveille.core.saving;

/** How soon a change is to be saved. */
public enum Urgency {

    /** As soon as saves may follow each other: something was decided, or a promise hangs on it. */
    SOON,

    /** The same, but the flash budget may hold it up: a job has run, or its time has come. */
    IN_BUDGET,

    /** With whatever is saved next: another change follows soon, and this is worth a save only if it lasts. */
    ALONG
}

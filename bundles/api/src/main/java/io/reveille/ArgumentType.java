package io.reveille;

/** The types of values that an argument may have, as in JSON. */
public enum ArgumentType {
    /** A text that is not blank. */
    TEXT,
    /** A whole number, written without a fraction. */
    WHOLE,
    /** Any number. */
    NUMBER,
    /** True or false. */
    FLAG,
    /** A text as {@link io.reveille.schedule.Durations#parse} reads it. */
    DURATION,
    /** A list of any values. */
    LIST,
    /** An object: values by name. */
    OBJECT
}

package org.eclipse.kura;

/** What went wrong. Kura has many more. */
public enum KuraErrorCode {
    /** A configuration could not be read or written. */
    CONFIGURATION_ERROR,

    /** An argument cannot be used: a PID that is taken, for example. */
    INVALID_PARAMETER,

    /** A request of a method that its handler does not have. */
    OPERATION_NOT_SUPPORTED
}

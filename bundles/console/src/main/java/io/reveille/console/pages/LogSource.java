package io.reveille.console.pages;

/** Gives what the gateway has logged. No type of the log service is in it: where there is none, the console goes without. */
@FunctionalInterface
public interface LogSource {

    /** The last lines. */
    LogLines lines();
}

package io.reveille.console.pages;

/** Gives the last lines of the log. No type of the log service is in it: where there is none, the console goes without. */
@FunctionalInterface
public interface LogSource {

    /** Returns the last lines. */
    LogLines lines();
}

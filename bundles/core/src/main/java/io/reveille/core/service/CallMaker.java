package io.reveille.core.service;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.ScheduledCall;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.engine.DefinitionQuestions;
import io.reveille.core.engine.Engine;
import io.reveille.core.engine.NamedCalls;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;

/** Schedules calls for one bundle's code. */
final class CallMaker {

    /** The longest name of a call, whose handler's name is this and a prefix. */
    private static final int MOST_CHARACTERS = 64 - NamedCalls.PREFIX.length();

    private final Engine engine;
    private final DefinitionQuestions questions;
    private final Object owner;
    private final String bundle;

    /**
     * Makes the maker of a bundle's calls.
     *
     * @param owner the bundle, by which its calls end
     * @param bundle the bundle's name
     */
    CallMaker(Engine engine, Object owner, String bundle) {
        this.engine = engine;
        this.questions = engine.access().definitions();
        this.owner = owner;
        this.bundle = bundle;
    }

    /** Schedules a call without a name. */
    ScheduledCall unnamed(
            Schedule schedule, Map<String, ?> arguments, Set<String> tags, JobPolicies policies, Handler code) {
        checkTheBundleIsThere();
        checkItIsPlain(schedule, arguments, tags, policies);
        questions.checkItEverRuns(schedule);
        return engine.calls().add(owner, bundle, schedule, code);
    }

    /** Nothing would end the call of a bundle that has stopped already. */
    private void checkTheBundleIsThere() {
        if (owner instanceof Bundle caller
                && (caller.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) == 0) {
            throw new IllegalStateException(
                    "The bundle " + bundle + " has stopped, and its code is not called any more. Nothing was changed.");
        }
    }

    private static void checkItIsPlain(
            Schedule schedule, Map<String, ?> arguments, Set<String> tags, JobPolicies policies) {
        if (schedule.isEvent()) {
            throw needsName(JobProperties.SCHEDULE, "follows an event, \"" + schedule + "\"");
        }
        if (!arguments.isEmpty()) {
            throw needsName(JobProperties.ARGS, "has arguments, " + arguments.keySet());
        }
        if (!tags.isEmpty()) {
            throw needsName(JobProperties.TAGS, "has tags, " + tags);
        }
        if (!policies.equals(JobPolicies.DEFAULTS)) {
            throw needsName(JobProperties.NAME, "has policies, " + policies);
        }
    }

    private static JobDefinitionException needsName(String property, String what) {
        return new JobDefinitionException(
                property,
                "The call " + what
                        + ", and so needs a name, under which that is kept and seen: named(…). Without a name"
                        + " it has a schedule and nothing else. Nothing was changed.");
    }

    /** Schedules a call that has a name. */
    ScheduledCall named(JobDefinition given, Handler code) {
        if (given.name().length() > MOST_CHARACTERS) {
            throw new JobDefinitionException(
                    JobProperties.NAME,
                    "The name of a call, \"" + given.name() + "\", has "
                            + given.name().length() + " characters, expected at most " + MOST_CHARACTERS
                            + ". Nothing was changed.");
        }
        checkTheBundleIsThere();
        JobDefinition definition = questions.codec().check(given);
        questions.checkItEverRuns(definition);
        return engine.namedCalls().add(owner, bundle, definition, code);
    }

    /** Ends all calls of the bundle; returns how many there were. */
    int clear() {
        return engine.namedCalls().end(owner) + engine.access().endCalls(owner);
    }
}

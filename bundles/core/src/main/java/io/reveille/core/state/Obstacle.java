package io.reveille.core.state;

/** Why a job does not run that is not over, with the way out in words, by what whoever reads them has at hand. */
public enum Obstacle {
    NONE(""),
    NEWER_STATE(
            "A Reveille that reads it lets the job go on; until then nothing is run, and its state stays as it is."),
    PAUSE("Nothing is run until somebody resumes it: Job.resume() and reveille:resume NAME do."),
    QUARANTINE("Nothing is run until somebody has looked at it: once its cause is mended, Job.resume() and"
            + " reveille:resume NAME let it go on, and so does any change of its definition."),
    CIRCLE("Nothing is run until the schedule of one of these jobs is another."),
    NO_HANDLER(
            "It goes on once a bundle is started whose service offers that, or its definition names another handler."),
    LOST_HANDLER("If none does, only a restart of the gateway helps, and a handler that heeds an interrupt."),
    CLOCK("It goes on by itself once the clock is right; if that is right as it is, ScheduleService.trustClock() and"
            + " reveille:trustClock say so.");

    private final String wayOut;

    Obstacle(String wayOut) {
        this.wayOut = wayOut;
    }

    /** The way on for the job, in whole sentences; empty for {@link #NONE}. */
    public String wayOut() {
        return wayOut;
    }
}

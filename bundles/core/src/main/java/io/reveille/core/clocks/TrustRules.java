package io.reveille.core.clocks;

import io.reveille.core.state.ClockedTimes;
import io.reveille.schedule.Durations;
import io.reveille.spi.ClockTrust.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/** The rules by which the wall clock is trusted, as pure functions. */
public final class TrustRules {

    /**
     * The facts that the rules judge by.
     *
     * @param wall the time of the wall clock
     * @param newest the newest time that was ever trusted
     * @param sinceBoot the time since the machine's boot
     * @param kept whether the clock was kept while the machine was off, or was set since
     * @param accepted whether an operator has said that the clock is right
     * @param verdicts the answers of the {@code ClockTrust} services
     */
    public record Facts(
            Instant wall,
            Instant newest,
            Duration sinceBoot,
            boolean kept,
            boolean accepted,
            Collection<Verdict> verdicts) {}

    private final Duration rewind;
    private final Duration wait;

    /**
     * @param rewind the longest way that a clock may go back and is still trusted
     * @param wait the time after boot that a machine which does not keep its clock is given to set it
     */
    public TrustRules(Duration rewind, Duration wait) {
        this.rewind = rewind;
        this.wait = wait;
    }

    /** Why the clock is not trusted; empty if it is. */
    public String whyNot(Facts facts) {
        if (facts.accepted() || facts.verdicts().contains(Verdict.TRUSTED)) {
            return "";
        }
        String shown = "the clock shows " + facts.wall().truncatedTo(ChronoUnit.SECONDS);
        if (facts.wall().isBefore(ClockedTimes.BUILT)) {
            return shown + ", before this Reveille was made; it has to be set";
        }
        if (facts.newest().isAfter(Instant.EPOCH)
                && facts.wall().isBefore(facts.newest().minus(rewind))) {
            return shown + ", before " + facts.newest().truncatedTo(ChronoUnit.SECONDS)
                    + ", which it has shown already; it has to be set, or declared right";
        }
        if (facts.sinceBoot().compareTo(wait) >= 0) {
            return "";
        }
        if (facts.verdicts().contains(Verdict.UNTRUSTED)) {
            return "the machine has just started, and its time service has not set the clock yet; until it has, it is"
                    + given();
        }
        return facts.kept()
                ? ""
                : "the machine has just started, and has no clock that runs while it is off; it is" + given()
                        + "; a time service that has set it, a step forward, or somebody who says that it is right ends"
                        + " the wait";
    }

    private String given() {
        return " given " + Durations.print(wait) + " from its start to set it (setting clock.wait)";
    }

    /** The time until the clock has to be looked at again while it is not trusted. */
    public Duration untilJudgedAgain(Duration sinceBoot, Duration look) {
        Duration left = wait.minus(sinceBoot);
        return left.isNegative() || left.isZero() || left.compareTo(look) > 0 ? look : left;
    }
}

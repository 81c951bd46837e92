package io.reveille;

/**
 * A gateway's battery and the currents drawn from it.
 *
 * @param awake the current while awake, in mA
 * @param asleep the current while asleep, in mA
 * @param capacity the capacity, in mAh
 */
public record Battery(double awake, double asleep, double capacity) {

    /** Unknown currents and capacity: a forecast gives no battery life. */
    public static final Battery UNKNOWN = new Battery(0, 0, 0);

    /** @throws IllegalArgumentException if a value is negative or no number */
    public Battery {
        check("the current awake", awake);
        check("the current asleep", asleep);
        check("the capacity", capacity);
    }

    /** Returns whether the values suffice to estimate the battery life. */
    public boolean isKnown() {
        return awake > 0 && capacity > 0;
    }

    private static void check(String what, double value) {
        if (!(value >= 0 && value <= 1e9)) {
            throw new IllegalArgumentException(what + " is " + value + "; expected 0 to 1000000000");
        }
    }
}

package io.reveille.handlers.telemetry;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Min, mean and max of one number over the samples, in constant memory. */
final class Series {

    private static final int MEAN_DECIMALS = 3;

    private final boolean counter;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double last;
    private double increase;

    /**
     * Makes an empty series.
     *
     * @param counter whether the number only grows, and restarts at zero with its interface: then its increase is reported
     */
    Series(boolean counter) {
        this.counter = counter;
    }

    void add(double value) {
        if (count > 0) {
            increase += value >= last ? value - last : value;
        }
        last = value;
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("count", count);
        json.add("min", plain(BigDecimal.valueOf(min)));
        json.add("mean", plain(BigDecimal.valueOf(sum / count).setScale(MEAN_DECIMALS, RoundingMode.HALF_UP)));
        json.add("max", plain(BigDecimal.valueOf(max)));
        if (counter) {
            json.add("increase", plain(BigDecimal.valueOf(increase)));
        }
        return json;
    }

    /** Whole numbers as such, without an exponent. */
    private static JsonPrimitive plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return new JsonPrimitive(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
}

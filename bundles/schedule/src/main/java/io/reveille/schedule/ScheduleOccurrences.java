package io.reveille.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of a schedule on one machine: those of its chain, all of them later by the offset of the spread. Any
 * instant may be asked about; answers lie within {@link Limits}. {@link Schedule} documents each question.
 *
 * @param seed of random intervals
 * @param offset how much later the occurrences are than those of the chain
 */
record ScheduleOccurrences(Chain chain, long seed, Duration offset) {

    Optional<Instant> next(Instant after) {
        return answer(chain.next(onChain(after), seed));
    }

    Optional<Instant> next(Instant previous, Instant after) {
        return answer(chain.next(onChain(previous), onChain(after), seed));
    }

    int missed(Instant previous, Instant notAfter, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "cannot count up to " + limit + " missed occurrences: expected 0 or more");
        }
        return chain.missed(onChain(previous), onChain(notAfter), limit, seed);
    }

    Optional<Instant> latest(Instant previous, Instant notAfter) {
        return answer(chain.latest(onChain(previous), onChain(notAfter), seed));
    }

    List<Instant> preview(Instant after, int n) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot list " + n + " occurrences: expected 0 or more");
        }
        List<Instant> preview = new ArrayList<>();
        Optional<Instant> next = n == 0 ? Optional.empty() : next(after);
        while (next.isPresent()) {
            preview.add(next.get());
            next = preview.size() == n ? Optional.empty() : next(next.get());
        }
        return List.copyOf(preview);
    }

    /** The instant of the chain that an instant on this machine stands for. */
    private Instant onChain(Instant instant) {
        Instant clamped = Limits.clamp(instant);
        return offset.isZero() ? clamped : Limits.clamp(clamped.minus(offset));
    }

    private Optional<Instant> answer(@Nullable Instant found) {
        if (found == null || found.isAfter(Limits.LATEST)) {
            return Optional.empty();
        }
        Instant moved = offset.isZero() ? found : found.plus(offset);
        return moved.isAfter(Limits.LATEST) ? Optional.empty() : Optional.of(moved);
    }

    /** The answer to any question about a schedule that counts from a definition which is not known. */
    static IllegalStateException unbound(String text) {
        return new IllegalStateException(
                "\"" + text + "\" counts from its definition, which is not known here: call bind(definedAt) first");
    }
}

package io.reveille.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobDefinition;
import io.reveille.JobPolicies;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.Candidate.Rank;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoonestTest {

    private static final int MANY = 10_000;

    private final List<DefinedJob> jobs = new ArrayList<>();
    private final Map<DefinedJob, Instant> times = new HashMap<>();
    private int looks;
    private final Soonest soonest = new Soonest(
            job -> {
                looks++;
                return Optional.ofNullable(times.get(job));
            },
            () -> jobs);

    @BeforeEach
    void manyJobs() {
        Candidate source = new Candidate("", Rank.STORED, Optional.empty(), Map.of(), null, null);
        Schedule schedule = Schedule.parse("every minute");
        for (int i = 0; i < MANY; i++) {
            String name = "job " + i;
            JobDefinition definition = new JobDefinition(
                    name, schedule, "handler", Map.of(), Collections.emptySortedSet(), JobPolicies.DEFAULTS);
            DefinedJob job = new JobEntry(Transitions.create(name)).define(source, definition, "gateway");
            jobs.add(job);
            times.put(job, Instant.ofEpochSecond(i + 1));
        }
    }

    @Test
    void aQuestionLooksAtTheFirstAndAtWhatHasChanged() {
        assertThat(soonest.first()).contains(Instant.ofEpochSecond(1));
        looks = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(soonest.first()).contains(Instant.ofEpochSecond(1));
        }
        assertThat(looks).isEqualTo(100);

        set(MANY / 2, 0L);
        assertThat(soonest.first()).contains(Instant.ofEpochSecond(0));
        assertThat(looks).isEqualTo(102);
    }

    @Test
    void whatHasBecomeLaterByItselfIsSeen() {
        soonest.first();
        times.put(jobs.get(0), Instant.ofEpochSecond(5000));
        times.remove(jobs.get(1));

        assertThat(soonest.first()).contains(Instant.ofEpochSecond(3));
    }

    @Test
    void noneIsFirstWhereNoneHasATime() {
        times.clear();

        assertThat(soonest.first()).isEmpty();
        set(7, 7L);
        assertThat(soonest.first()).contains(Instant.ofEpochSecond(7));
        soonest.removed(jobs.get(7));
        assertThat(soonest.first()).isEmpty();
    }

    @Test
    void whateverChangesItIsTheLeastOfAll() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            int job = random.nextInt(MANY);
            set(job, random.nextBoolean() ? null : (long) random.nextInt(100_000));
            if (random.nextInt(20) == 0) {
                assertThat(soonest.first()).isEqualTo(times.values().stream().min(Instant::compareTo));
            }
        }
    }

    private void set(int job, @Nullable Long second) {
        if (second == null) {
            times.remove(jobs.get(job));
        } else {
            times.put(jobs.get(job), Instant.ofEpochSecond(second));
        }
        soonest.changed(jobs.get(job));
    }
}

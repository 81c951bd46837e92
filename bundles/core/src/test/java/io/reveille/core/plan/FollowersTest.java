package io.reveille.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FollowersTest {

    private static final int MANY = 10_000;

    private final Followers followers = new Followers();

    @Test
    void aCircleIsToldFromEachJobOnIt() {
        assertThat(followers.change("a", "b")).isEmpty();
        assertThat(followers.change("b", "c")).isEmpty();
        assertThat(followers.change("x", "a")).isEmpty();
        assertThat(followers.change("c", "a")).containsExactlyInAnyOrder("a", "b", "c");

        assertThat(followers.circle("a")).containsExactly("a", "b", "c", "a");
        assertThat(followers.circle("b")).containsExactly("b", "c", "a", "b");
        assertThat(followers.circle("x"))
                .as("follows a circle, and is not on it")
                .isEmpty();
        assertThat(followers.of("a")).containsExactly("c", "x");
    }

    @Test
    void whoLeavesACircleOpensItForAll() {
        followers.change("a", "b");
        followers.change("b", "a");

        assertThat(followers.change("a", null)).containsExactlyInAnyOrder("a", "b");
        assertThat(followers.circle("b")).isEmpty();
        assertThat(followers.before("a")).isNull();
    }

    @Test
    void aWayIsFoundBeforeItIsTaken() {
        followers.change("b", "a");
        followers.change("c", "b");
        followers.change("z", "y");
        followers.change("y", "z");

        assertThat(followers.way("a", "c")).containsExactly("a", "c", "b", "a");
        assertThat(followers.way("b", "z")).as("follows a circle").isEmpty();
        assertThat(followers.way("z", "c")).as("leaves one").isEmpty();
        assertThat(followers.way("z", "z")).containsExactly("z", "z");
        assertThat(followers.circle("a")).isEmpty();
    }

    @Test
    void whateverComesItFindsWhatASearchThroughAllFinds() {
        Random random = new Random(5);
        Map<String, String> before = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String job = "j" + random.nextInt(12);
            String next = random.nextInt(4) == 0 ? null : "j" + random.nextInt(12);
            if (next == null) {
                before.remove(job);
            } else {
                before.put(job, next);
            }
            followers.change(job, next);
            for (int each = 0; each < 12; each++) {
                assertThat(followers.circle("j" + each)).isEqualTo(Circles.of("j" + each, before));
            }
        }
    }

    /** No change costs more than O(log n), taken together. */
    @Test
    void manyThatFollowOneOrEachOtherAreFewVisits() {
        long most = (long) (MANY * Math.log(MANY) / Math.log(2));
        List<Integer> order = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            order.add(i);
        }

        assertThat(visits(order, i -> 0)).as("all follow one").isLessThanOrEqualTo(most);
        assertThat(visits(order, i -> i - 1)).as("a chain").isLessThanOrEqualTo(most);
        Collections.reverse(order);
        assertThat(visits(order, i -> 0)).as("all follow one, which comes last").isLessThanOrEqualTo(most);
        assertThat(visits(order, i -> i - 1)).as("a chain from its end").isLessThanOrEqualTo(most);
        Collections.shuffle(order, new Random(1));
        assertThat(visits(order, i -> i - 1)).as("a chain in any order").isLessThanOrEqualTo(most);
        assertThat(visits(order, i -> i / 2)).as("a tree in any order").isLessThanOrEqualTo(most);
    }

    private static long visits(List<Integer> order, java.util.function.IntUnaryOperator before) {
        Followers jobs = new Followers();
        for (int i : order) {
            jobs.change("j" + i, "j" + before.applyAsInt(i));
        }
        return jobs.visits();
    }
}

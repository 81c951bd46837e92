package io.reveille.core.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexedHeapTest {

    private static final class Member {
        int key;
        int place;

        Member(int key) {
            this.key = key;
        }
    }

    private static final class Numbers extends IndexedHeap<Member> {
        int comparisons;

        @Override
        protected boolean isBefore(Member one, Member other) {
            comparisons++;
            return one.key < other.key;
        }

        @Override
        protected int place(Member member) {
            return member.place;
        }

        @Override
        protected void keep(Member member, int place) {
            member.place = place;
        }
    }

    private final Numbers heap = new Numbers();

    private Member add(int key) {
        Member member = new Member(key);
        heap.add(member);
        return member;
    }

    @Test
    void whateverIsAddedRemovedAndMovedTheFirstIsTheLeast() {
        Random random = new Random(7);
        List<Member> there = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int what = there.isEmpty() ? 0 : random.nextInt(4);
            if (what < 2) {
                there.add(add(random.nextInt(1000)));
            } else if (what == 2) {
                Member gone = there.remove(random.nextInt(there.size()));
                assertThat(heap.remove(gone)).isTrue();
                assertThat(heap.remove(gone)).isFalse();
                assertThat(heap.contains(gone)).isFalse();
            } else {
                Member moved = there.get(random.nextInt(there.size()));
                moved.key = random.nextInt(1000);
                heap.moved(moved);
            }
            Member first = heap.first();
            assertThat(heap.size()).isEqualTo(there.size());
            assertThat(first == null ? -1 : first.key)
                    .isEqualTo(
                            there.stream().mapToInt(member -> member.key).min().orElse(-1));
        }
    }

    @Test
    void collectsWithEachMemberAllThatComeBeforeIt() {
        List<Integer> keys = new ArrayList<>();
        for (int key = 0; key < 1000; key++) {
            keys.add(key);
        }
        Collections.shuffle(keys, new Random(3));
        keys.forEach(this::add);

        List<Member> taken = new ArrayList<>();
        heap.collect(member -> member.key < 100, taken);

        assertThat(taken).extracting(member -> member.key).hasSize(100).allMatch(key -> key < 100);
        assertThat(heap.size()).isEqualTo(1000);
    }

    /** A search for the member, or an order kept in another way, would need more. */
    @Test
    void aRemovalNeedsAFewComparisonsAmongAHundredThousand() {
        Random random = new Random(1);
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(add(random.nextInt()));
        }
        heap.comparisons = 0;
        for (int i = 0; i < 1000; i++) {
            heap.remove(all.get(i * 97));
        }

        assertThat(heap.comparisons).isLessThan(1000 * 2 * 18);
    }
}

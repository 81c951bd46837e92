package io.reveille.core.timer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose members know their places: any of them is removed, or moved after its key has changed, in
 * O(log n), without a search. A member takes one slot of an array.
 *
 * @param <E> the type of the members, each of which keeps its place for the heap
 */
public abstract class IndexedHeap<E> {

    private @Nullable Object[] members = new Object[16]; // from index 1 on; the children of n are 2n and 2n + 1
    private int size;

    /** Whether one member comes before another one. */
    protected abstract boolean isBefore(E one, E other);

    /** The place that was kept with {@link #keep}; 0, as at first: not in this heap. */
    protected abstract int place(E member);

    /** Keeps a member's place. */
    protected abstract void keep(E member, int place);

    public final int size() {
        return size;
    }

    public final boolean isEmpty() {
        return size == 0;
    }

    /** Whether this is a member. */
    public final boolean contains(E member) {
        return place(member) > 0;
    }

    /** The member that comes before all others; null: there is none. */
    public final @Nullable E first() {
        return size == 0 ? null : member(1);
    }

    /** Adds one that is no member yet. */
    public final void add(E member) {
        if (size + 1 == members.length) {
            members =
                    Arrays.copyOf(members, 2 * members.length); // may fail for want of memory: nothing has changed then
        }
        size++;
        up(member, size);
    }

    /** Removes a member; returns whether it was one. */
    public final boolean remove(E member) {
        int place = place(member);
        if (place == 0) {
            return false;
        }
        E last = member(size);
        members[size] = null;
        size--;
        keep(member, 0);
        if (last != member) {
            settle(last, place);
        }
        return true;
    }

    /** Puts a member, whose key has changed, where it belongs. */
    public final void moved(E member) {
        settle(member, place(member));
    }

    /**
     * Adds members to a list, in no order.
     *
     * @param takes which members to take: with each one, all that come before it
     */
    public final void collect(Predicate<? super E> takes, List<? super E> into) {
        collect(1, takes, into);
    }

    private void collect(int place, Predicate<? super E> takes, List<? super E> into) {
        if (place <= size && takes.test(member(place))) {
            into.add(member(place));
            collect(2 * place, takes, into);
            collect(2 * place + 1, takes, into);
        }
    }

    private void settle(E member, int place) {
        if (place > 1 && isBefore(member, member(place / 2))) {
            up(member, place);
        } else {
            down(member, place);
        }
    }

    private void up(E member, int from) {
        int place = from;
        while (place > 1 && isBefore(member, member(place / 2))) {
            put(member(place / 2), place);
            place /= 2;
        }
        put(member, place);
    }

    private void down(E member, int from) {
        int place = from;
        while (2 * place <= size) {
            int child = 2 * place;
            if (child < size && isBefore(member(child + 1), member(child))) {
                child++;
            }
            if (!isBefore(member(child), member)) {
                break;
            }
            put(member(child), place);
            place = child;
        }
        put(member, place);
    }

    private void put(E member, int place) {
        members[place] = member;
        keep(member, place);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // up to the size there are members, and nothing else
    private E member(int place) {
        return (E) members[place];
    }
}

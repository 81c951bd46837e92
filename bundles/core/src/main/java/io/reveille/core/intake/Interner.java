package io.reveille.core.intake;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** A pool that makes one object of equal values, which thousands of jobs then share. Safe for any thread. */
final class Interner<T> {

    private final Map<T, WeakReference<T>> known = new WeakHashMap<>();

    /** Returns the value, or an equal one that is still in use. */
    synchronized T one(T value) {
        WeakReference<T> reference = known.get(value);
        T there = reference == null ? null : reference.get();
        if (there != null) {
            return there;
        }
        known.put(value, new WeakReference<>(value));
        return value;
    }
}

package io.reveille.schedule;

/** Numbers that look random and are the same on every machine and in every version. */
final class Hash {
    private Hash() {}

    /** The output function of SplitMix64 (Steele, Lea, Flood 2014) after one step of its counter. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of a text, continued from the hash of another one or from 0. */
    static long of(long before, String text) {
        long hash = mix(before ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash ^ text.charAt(i));
        }
        return hash;
    }
}

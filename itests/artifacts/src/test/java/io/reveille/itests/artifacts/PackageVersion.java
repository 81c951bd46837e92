package io.reveille.itests.artifacts;

import java.util.Comparator;

/** The version of a package. What has no qualifier is all that is used. */
record PackageVersion(int major, int minor, int micro) implements Comparable<PackageVersion> {

    private static final Comparator<PackageVersion> ORDER = Comparator.comparingInt(PackageVersion::major)
            .thenComparingInt(PackageVersion::minor)
            .thenComparingInt(PackageVersion::micro);

    static PackageVersion parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("expected a version like 1.2.3, not \"" + text + "\"");
        }
        return new PackageVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** The least version after this one for something that is broken, or else for something that is new; before 1.0 they are the same. */
    PackageVersion next(boolean isBroken) {
        return isBroken && major > 0 ? new PackageVersion(major + 1, 0, 0) : new PackageVersion(major, minor + 1, 0);
    }

    @Override
    public int compareTo(PackageVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }
}

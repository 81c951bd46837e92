package io.reveille.itests.artifacts;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Types whose lines a test knows. */
public final class ApiExamples {

    private ApiExamples() {}

    /** Stands for a type that others implement. */
    @ConsumerType
    public interface Theirs {
        String TEXT = "a";

        void first() throws Exception;
    }

    /** Stands for a type that Reveille implements. */
    @ProviderType
    public interface Ours<T extends Comparable<T>> {
        T first(Map<String, ? extends T> from, String... names);
    }

    abstract static class Hidden {
        protected Hidden() {}

        public void inherited() {}

        protected void forChildren() {}
    }

    /** Stands for a class that nobody can extend. */
    public static final class Closed extends Hidden {
        int own;

        Closed() {}
    }
}

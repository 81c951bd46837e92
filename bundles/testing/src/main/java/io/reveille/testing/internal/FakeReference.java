package io.reveille.testing.internal;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A service reference without a framework: the service's properties, its bundle, and the order of the specification.
 */
public final class FakeReference<S> implements ServiceReference<S> {

    /** The property that says when the service's bundle was last updated, a {@code Long}. */
    public static final String UPDATED = "fake.bundle.updated";

    private static final AtomicLong IDS = new AtomicLong(100);

    private final Map<String, Object> properties;
    private final Bundle bundle;

    public FakeReference(String bundleName, Map<String, ?> properties) {
        this.properties = new TreeMap<>(properties);
        this.properties.putIfAbsent(Constants.SERVICE_ID, IDS.incrementAndGet());
        this.bundle = (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, args) -> {
                    return switch (method.getName()) {
                        case "getSymbolicName" -> bundleName;
                        case "getBundleId" -> 7L;
                        case "getLastModified" -> this.properties.getOrDefault(UPDATED, 0L);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    /** Changes a property, as the service's bundle would. */
    public void set(String key, Object value) {
        properties.put(key, value);
    }

    @Override
    public @Nullable Object getProperty(String key) {
        return properties.get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return properties.keySet().toArray(new String[0]);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        throw new UnsupportedOperationException("getProperties");
    }

    @Override
    public Bundle getBundle() {
        return bundle;
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle other, String className) {
        return true;
    }

    @Override
    public int compareTo(Object other) {
        FakeReference<?> that = (FakeReference<?>) other;
        int byRanking = Integer.compare(ranking(), that.ranking());
        return byRanking != 0 ? byRanking : Long.compare(that.id(), id());
    }

    private int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private long id() {
        return (Long) properties.getOrDefault(Constants.SERVICE_ID, 0L);
    }
}

package io.reveille.persistence;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** ConfigurationAdmin in memory: as much of it as the stores use. */
final class MemoryAdmin implements ConfigurationAdmin {

    final Map<String, Dictionary<String, Object>> configurations = new TreeMap<>();

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
        return configuration(factoryPid + "~" + name);
    }

    /** What is updated cannot be written; what is deleted seems to be, as in Apache Felix. */
    boolean readOnly;

    /** Knows three filters: for a factory, for one PID, and for configurations of no factory, of which there are none here. */
    @Override
    public Configuration @Nullable [] listConfigurations(String filter) {
        if (filter.endsWith("(!(" + SERVICE_FACTORYPID + "=*)))")) {
            return null;
        }
        if (filter.startsWith("(service.pid=")) {
            String pid = filter.substring("(service.pid=".length(), filter.length() - 1);
            return configurations.containsKey(pid) ? new Configuration[] {configuration(pid)} : null;
        }
        String start = "(" + SERVICE_FACTORYPID + "=";
        if (!filter.startsWith(start)) {
            throw new UnsupportedOperationException(filter);
        }
        String factory = filter.substring(start.length(), filter.length() - 1);
        Configuration[] found = configurations.keySet().stream()
                .filter(pid -> pid.startsWith(factory + "~"))
                .map(this::configuration)
                .toArray(Configuration[]::new);
        return found.length == 0 ? null : found;
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, args) -> call(pid, method, args));
    }

    private @Nullable Object call(String pid, Method method, Object @Nullable [] args) throws IOException {
        if (readOnly && method.getName().equals("update")) {
            throw new IOException("Read-only file system");
        }
        return switch (method.getName()) {
            case "getPid" -> pid;
            case "getFactoryPid" -> pid.contains("~") ? pid.substring(0, pid.indexOf('~')) : null;
            case "getProperties" -> configurations.get(pid);
            case "update" -> configurations.put(pid, copy((Dictionary<?, ?>) Objects.requireNonNull(args)[0]));
            case "updateIfDifferent" ->
                configurations.put(pid, copy((Dictionary<?, ?>) Objects.requireNonNull(args)[0])) != null;
            case "delete" -> configurations.remove(pid);
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    @SuppressWarnings("JdkObsolete") // as ConfigurationAdmin has it
    private static Dictionary<String, Object> copy(Dictionary<?, ?> from) {
        Dictionary<String, Object> copy = new Hashtable<>();
        Collections.list(from.keys()).forEach(key -> copy.put((String) key, from.get(key)));
        return copy;
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration createFactoryConfiguration(String factoryPid, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid, String location) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getConfiguration(String pid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Configuration getFactoryConfiguration(String factoryPid, String name) {
        throw new UnsupportedOperationException();
    }
}

package io.reveille.adopt;

import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work of a service: a {@code Runnable}, or a {@code Job} of Karaf's or Sling's, whose types are found on the service
 * itself. So Reveille needs none of them, and takes any version.
 */
final class Work {

    /** The types of jobs that are known by name, each with a method {@code execute(JobContext)}. */
    static final List<String> JOB_TYPES =
            List.of("org.apache.karaf.scheduler.Job", "org.apache.sling.commons.scheduler.Job");

    private Work() {}

    /**
     * Makes the handler for a service. As theirs do, it prefers a {@code Job}, whatever the service is registered as.
     *
     * @throws IllegalArgumentException with the reason why the service cannot be called
     */
    static JobHandler of(Object service, String name) {
        for (Class<?> type : interfaces(service.getClass())) {
            if (JOB_TYPES.contains(type.getName())) {
                return job(service, type, name);
            }
        }
        if (service instanceof Runnable runnable) {
            return context -> {
                runnable.run();
                return JobResult.success();
            };
        }
        throw new IllegalArgumentException(
                service.getClass().getName() + " is neither a Runnable nor one of " + String.join(", ", JOB_TYPES));
    }

    private static JobHandler job(Object service, Class<?> type, String name) {
        Method execute = java.util.Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("execute")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isInterface())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no method execute(JobContext)"));
        Class<?> context = execute.getParameterTypes()[0];
        Object given = Proxy.newProxyInstance(context.getClassLoader(), new Class<?>[] {context}, answers(name));
        return run -> call(execute, service, given);
    }

    private static JobResult call(Method execute, Object service, Object context) throws Exception {
        try {
            execute.invoke(service, context);
            return JobResult.success();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** A context of theirs: the job's name, and an empty configuration, where theirs give a service null. */
    private static InvocationHandler answers(String name) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "getName", "toString" -> name;
            case "getConfiguration" -> Map.of();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default ->
                throw new UnsupportedOperationException(
                        method + ": Reveille calls this job, and knows no more of it than its name");
        };
    }

    private static Set<Class<?>> interfaces(@Nullable Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                all.add(implemented);
                all.addAll(interfaces(implemented));
            }
        }
        return all;
    }
}

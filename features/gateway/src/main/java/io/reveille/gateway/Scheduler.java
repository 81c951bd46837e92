package io.reveille.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** The scheduler, seen from outside its framework: the launcher shares no class with bundles, and goes by names. */
final class Scheduler {

    /** The name of the scheduler's bundle. */
    static final String BUNDLE = "io.reveille.core";

    private static final String STORES = "io.reveille.persistence";
    private static final String SERVICE = "io.reveille.ScheduleService";
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    private static final int LOOK_MILLIS = 100;
    private static final int LOOKS = 100;

    private final BundleContext framework;

    Scheduler(BundleContext framework) {
        this.framework = framework;
    }

    /** Returns why the scheduler is not up; empty if it is. Waits up to 10 s, unless the scheduler has failed. */
    String whyNot() throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            ServiceReference<?> service = framework.getServiceReference(SERVICE);
            if (service != null && framework.getService(service) != null) {
                framework.ungetService(service);
                return "";
            }
            Optional<String> failure = failure();
            if (failure.isPresent()) {
                return failure.get();
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return "it waits for services that do not come";
    }

    /**
     * Calls, from a thread of its own, when the scheduler comes up, at once if it has; maybe more than once. Nothing looks
     * for the scheduler until then: its service tells.
     */
    void whenUp(Runnable told) {
        try {
            framework.addServiceListener(
                    event -> {
                        if (event.getType() == ServiceEvent.REGISTERED) {
                            tellSoon(told);
                        }
                    },
                    "(objectClass=" + SERVICE + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (framework.getServiceReference(SERVICE) != null) {
            tellSoon(told);
        }
    }

    private void tellSoon(Runnable told) {
        new Thread(() -> tell(told), "gateway-ready").start();
    }

    private void tell(Runnable told) {
        try {
            if (whyNot().isEmpty()) {
                told.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exception at the root of a stack trace, in one line. */
    static String summary(String trace) {
        return trace.lines()
                .filter(line -> !line.startsWith("\t") && !line.isBlank())
                .reduce((first, second) -> second.startsWith("Caused by: ") ? second : first)
                .map(line -> line.replaceFirst("^Caused by: ", "").replaceFirst("^[a-zA-Z0-9_.$]+: ", ""))
                .orElse("its component cannot be made");
    }

    /**
     * Returns why a component of the scheduler could not be activated: the one that failed by itself and not for want
     * of another.
     */
    private Optional<String> failure() {
        List<String> failures = failures();
        return failures.stream()
                .map(Scheduler::summary)
                .filter(why -> !why.startsWith("Unable to get service"))
                .findFirst()
                .or(() -> failures.stream().map(Scheduler::summary).findFirst());
    }

    /** Reports of the component runtime about those that could not be made: stack traces. */
    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        ServiceReference<?> reference = framework.getServiceReference(RUNTIME);
        @Nullable Object runtime = reference == null ? null : framework.getService(reference);
        if (runtime == null) {
            return failures;
        }
        try {
            Class<?> type = reference.getBundle().loadClass(RUNTIME);
            for (Object component : ask(type, runtime, "getComponentDescriptionDTOs", Bundle[].class, ours())) {
                for (Object made :
                        ask(type, runtime, "getComponentConfigurationDTOs", component.getClass(), component)) {
                    if (made.getClass().getField("failure").get(made) instanceof String text && !text.isEmpty()) {
                        failures.add(text);
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            return failures; // a runtime of another kind: the log has to do
        }
        return failures;
    }

    private static Collection<?> ask(Class<?> type, Object runtime, String method, Class<?> what, Object argument)
            throws ReflectiveOperationException {
        return (Collection<?>) type.getMethod(method, what).invoke(runtime, argument);
    }

    private Bundle[] ours() {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> BUNDLE.equals(bundle.getSymbolicName()) || STORES.equals(bundle.getSymbolicName()))
                .toArray(Bundle[]::new);
    }
}

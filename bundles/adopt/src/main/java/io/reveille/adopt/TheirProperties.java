package io.reveille.adopt;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The properties of a service, in whatever type they are: theirs want some of one type only, and differ in which. */
record TheirProperties(ServiceReference<?> service) {

    boolean has(String property) {
        return service.getProperty(property) != null;
    }

    /** A text, or those of an array or a collection with commas between; empty if there is none. */
    String text(String property) {
        return String.join(", ", texts(property));
    }

    /** Each text of a property that may have several; without blank ones. */
    List<String> texts(String property) {
        Object value = service.getProperty(property);
        Stream<?> all = value instanceof Object[] several
                ? Stream.of(several)
                : value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
        return all.map(each -> String.valueOf(each).strip())
                .filter(each -> !each.isEmpty())
                .toList();
    }

    Optional<String> first(String property) {
        return texts(property).stream().findFirst();
    }

    /** @throws IllegalArgumentException if it is no whole number */
    long number(String property, long ifNone) {
        Object value = service.getProperty(property);
        if (value == null) {
            return ifNone;
        }
        if (value instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        try {
            return Long.parseLong(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property + " is \"" + value + "\", expected a whole number", e);
        }
    }

    boolean flag(String property, boolean ifNone) {
        Object value = service.getProperty(property);
        return value == null ? ifNone : Boolean.parseBoolean(value.toString().strip());
    }

    /** The symbolic name of the service's bundle, or what there is in its place. */
    String bundle() {
        Bundle bundle = service.getBundle();
        if (bundle == null) {
            return "unknown";
        }
        String name = bundle.getSymbolicName(); // null: a bundle of OSGi 3
        return name == null ? "bundle " + bundle.getBundleId() : name;
    }

    /** The service for people: a number, which another start changes, and the bundle. */
    String label() {
        return service.getProperty(Constants.SERVICE_ID) + " of bundle " + bundle();
    }
}

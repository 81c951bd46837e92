package io.reveille.itests.kura;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

/**
 * A form as Kura reads it from a bundle.
 *
 * @param defaults what is laid under each configuration of this PID
 */
public record Form(String pid, boolean isFactory, Map<String, Object> defaults) {

    /** The form of a factory that an annotation type declares. An empty default is none. */
    public static Form ofFactory(String pid, Class<?> declared) {
        return new Form(pid, true, defaults(declared));
    }

    /** The form of settings, in the same way. */
    static Form ofSettings(String pid, Class<?> declared) {
        return new Form(pid, false, defaults(declared));
    }

    private static Map<String, Object> defaults(Class<?> declared) {
        Map<String, Object> defaults = new TreeMap<>();
        for (Method field : declared.getDeclaredMethods()) {
            Object standard = field.getDefaultValue();
            if (standard != null && !standard.equals("")) {
                defaults.put(field.getName().replace('_', '.'), standard);
            }
        }
        return defaults;
    }
}

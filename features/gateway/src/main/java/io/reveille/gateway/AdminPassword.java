package io.reveille.gateway;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Passwords for the web console's one user: how to make, check and hash them. */
final class AdminPassword {

    static final int MIN_LENGTH = 12;

    // No letter that looks like another, nothing that needs Shift: 31 signs, so 20 of them are 99 bits.
    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    private AdminPassword() {}

    static String random() {
        RandomGenerator random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                password.append('-');
            }
            password.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return password.toString();
    }

    /** Refuses what a browser could not send to the console, which reads credentials as ISO 8859-1. */
    static String check(String password) throws StartException {
        if (password.length() < MIN_LENGTH) {
            throw StartException.failed("the new password has " + password.length() + " characters; give at least "
                    + MIN_LENGTH + ", or none for a random one; the old password is kept");
        }
        if (!password.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw StartException.failed(
                    "the new password has a character outside ASCII, which the console cannot read; the old is kept");
        }
        return password;
    }

    /** The form in which a password is stored: salted and hashed by the console's own class. */
    static String hash(String password) {
        try {
            Method hash = hashes().getDeclaredMethod("hashPassword", String.class);
            hash.setAccessible(true);
            return (String) hash.invoke(null, password);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The web console of this distribution cannot hash a password: " + e, e);
        }
    }

    /** Whether a password is the one that was hashed. */
    static boolean matches(String hash, String password) {
        try {
            Constructor<?> stored = hashes().getDeclaredConstructor(String.class);
            stored.setAccessible(true);
            Method matches = hashes().getDeclaredMethod("matches", byte[].class);
            matches.setAccessible(true);
            return (boolean)
                    matches.invoke(stored.newInstance(hash), (Object) password.getBytes(StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The web console of this distribution cannot check a password: " + e, e);
        }
    }

    private static Class<?> hashes() throws ClassNotFoundException {
        return Class.forName("org.apache.felix.webconsole.internal.servlet.Password");
    }
}

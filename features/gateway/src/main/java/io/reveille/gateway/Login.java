package io.reveille.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * The console's user as found at this start. A service of the framework, which the console's door asks: no bundle has
 * access to the hash.
 */
final class Login implements BiPredicate<String, String>, BiFunction<String, String, Map<String, String>> {

    /** Service property by which the console's door knows it. */
    static final String PROPERTY = "reveille.console.login";

    /** Service property by which the console knows what changes the password. */
    static final String CHANGES = "reveille.console.password";

    private final LoginFile file;
    private final Optional<String> fresh;
    private volatile LoginFile.User user;

    private Login(LoginFile file, LoginFile.User user, Optional<String> fresh) {
        this.file = file;
        this.user = user;
        this.fresh = fresh;
    }

    /**
     * Makes a password where none is stored: at the first start, and after a lost file. The password counts for the
     * next start only when it was shown ({@link #keep}), so a first start that is cut off before that is a first start
     * again.
     */
    static Login ensure(LoginFile file, ConfigStore store) throws IOException {
        Optional<LoginFile.User> stored = stored(file, store);
        if (stored.isPresent()) {
            return new Login(file, stored.get(), Optional.empty());
        }
        String password = AdminPassword.random();
        LoginFile.User made = new LoginFile.User(ConfigStore.DEFAULT_USER, AdminPassword.hash(password));
        file.prepare(made);
        return new Login(file, made, Optional.of(password));
    }

    /** Stores another password for the user that there is; returns the user's name. */
    static String change(LoginFile file, ConfigStore store, String password) throws IOException {
        String name = stored(file, store).map(LoginFile.User::name).orElse(ConfigStore.DEFAULT_USER);
        file.write(new LoginFile.User(name, AdminPassword.hash(password)));
        return name;
    }

    /** Older versions kept the login with the console's settings, where it must not stay. */
    private static Optional<LoginFile.User> stored(LoginFile file, ConfigStore store) throws IOException {
        Optional<LoginFile.User> user = file.read();
        Optional<LoginFile.User> old = store.login();
        if (user.isEmpty() && old.isPresent()) {
            file.write(old.get());
            user = old;
        }
        store.forgetLogin();
        return user;
    }

    /** Puts a new password where the gateway's user and root can read it. */
    void show() throws IOException {
        if (fresh.isPresent()) {
            file.show(fresh.get());
        }
    }

    /** Stores a new password, which the user has now seen. */
    void keep() throws IOException {
        if (fresh.isPresent()) {
            file.replace(); // at once: a kill between the two would make what was shown nobody's
        }
    }

    String user() {
        return user.name();
    }

    /** Returns the password, if this start had to make one. */
    Optional<String> fresh() {
        return fresh;
    }

    /**
     * Changes the password, at once and for later starts.
     *
     * @return why it was not changed, in words, by the one at fault, {@code old} or {@code new}; nothing if it was
     */
    @Override
    public synchronized Map<String, String> apply(String old, String another) {
        if (!AdminPassword.matches(user.passwordHash(), old)) {
            return Map.of("old", "The old password is another one. Nothing was changed.");
        }
        try {
            AdminPassword.check(another);
            LoginFile.User changed = new LoginFile.User(user.name(), AdminPassword.hash(another));
            file.write(changed);
            user = changed;
            return Map.of();
        } catch (StartException | IOException e) {
            return Map.of("new", "The password is not changed: " + e.getMessage());
        }
    }

    @Override
    public boolean test(String name, String password) {
        // Both, so that the time tells nothing about the name.
        LoginFile.User now = user;
        boolean matches = AdminPassword.matches(now.passwordHash(), password);
        return now.name().equals(name) && matches;
    }
}

package io.reveille.gateway;

import java.io.IOException;
import java.util.Optional;

/**
 * The console's user as this start found it.
 *
 * @param fresh the password, when this start had to make one
 */
record Login(String user, String passwordHash, Optional<String> fresh) {

    /**
     * Makes a password where none is stored: at the first start, and after a lost file, for then the console would let in
     * anybody with its well-known default.
     */
    static Login ensure(ConfigStore store) throws IOException {
        Optional<String> stored = store.passwordHash();
        if (stored.isPresent()) {
            return new Login(store.user(), stored.get(), Optional.empty());
        }
        String password = AdminPassword.random();
        String hash = AdminPassword.hash(password);
        store.storePasswordHash(hash);
        return new Login(store.user(), hash, Optional.of(password));
    }
}

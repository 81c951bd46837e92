package io.reveille.webconsole.door;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A user's name and password, as a request brings them (RFC 7617). */
record Credentials(String user, String password) {

    private static final String SCHEME = "basic ";

    /**
     * Reads the credentials; empty if the request has none, or of another scheme; unreadable ones give a name that no
     * user has.
     */
    static Optional<Credentials> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.strip().toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            String text = new String(
                    Base64.getDecoder()
                            .decode(header.strip().substring(SCHEME.length()).strip()),
                    StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(':');
            return Optional.of(
                    colon < 0
                            ? new Credentials(text, "")
                            : new Credentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Credentials("", ""));
        }
    }

    boolean pass(BiPredicate<String, String> login) {
        return login.test(user, password);
    }

    /** Returns the name without the password, since the text may be logged. */
    @Override
    public String toString() {
        return "credentials of " + user;
    }
}

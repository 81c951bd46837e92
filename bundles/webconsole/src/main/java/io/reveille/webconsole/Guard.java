package io.reveille.webconsole;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a change pass only if a page of this console asks for it. The console knows who is logged in, and not whose page a
 * request comes from: without this any page that an operator looks at could send one.
 */
final class Guard {

    /** Header of a request; no form of another site can set it. */
    static final String TOKEN = "X-Reveille-Token";

    private final String token;

    Guard() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What {@link #TOKEN} has to say. The page reads it with its data, which no other site can. */
    String token() {
        return token;
    }

    /**
     * Why a request is refused; empty if it is not.
     *
     * @param header gives a header of the request by its name, or null
     */
    Optional<String> refusal(Function<String, @Nullable String> header) {
        String origin = header.apply("Origin");
        String host = header.apply("Host");
        if (origin == null || host == null || !host.equalsIgnoreCase(authority(origin))) {
            return Optional.of("The request comes from " + (origin == null ? "an unknown place" : origin)
                    + " and not from this console, which is at " + host + ". Nothing was changed.");
        }
        String given = header.apply(TOKEN);
        if (given == null || !MessageDigest.isEqual(bytes(given), bytes(token))) {
            return Optional.of(
                    "The page is older than the console, or the request is none of its own. Nothing was changed; try again.");
        }
        return Optional.empty();
    }

    /** Without the scheme: a proxy in between may speak another one. */
    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

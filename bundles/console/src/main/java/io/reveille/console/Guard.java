package io.reveille.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests for changes only from pages of this console and from programs. The console knows the user, but not
 * the page that a request comes from: without this check any page that an operator visits could send one.
 */
public final class Guard {

    /** The header that carries the token; no form of another site can set it. */
    public static final String TOKEN = "X-Reveille-Token";

    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(?:;.*)?");

    private final String token;

    public Guard() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * Returns the value that {@link #TOKEN} must have. The page gets it with its data, which no other site can read.
     */
    public String token() {
        return token;
    }

    /**
     * Returns why a request is refused; empty if it is not.
     *
     * @param header gives a header of the request by its name, or null
     */
    public Optional<String> refusal(Function<String, @Nullable String> header) {
        Optional<String> foreign = RequestRule.foreign(header);
        if (foreign.isPresent()) {
            return foreign;
        }
        String given = header.apply(TOKEN);
        if (given == null ? isJson(header) : MessageDigest.isEqual(bytes(given), bytes(token))) {
            return Optional.empty();
        }
        return Optional.of(
                given == null
                        ? "The request has neither the token of a page nor a body of the type application/json. Nothing was"
                                + " changed."
                        : "The page is older than the console, or the request is none of its own. Nothing was changed; try"
                                + " again.");
    }

    /** Whether the body is JSON, which no form of another site can send. */
    public static boolean isJson(Function<String, @Nullable String> header) {
        String type = header.apply("Content-Type");
        return type != null && JSON.matcher(type).matches();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

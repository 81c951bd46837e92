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
 * Lets a change pass only if a page of this console asks for it, or a program. The console knows who is logged in, and not
 * whose page a request comes from: without this any page that an operator looks at could send one.
 */
public final class Guard {

    /** Header of a request; no form of another site can set it. */
    public static final String TOKEN = "X-Reveille-Token";

    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(?:;.*)?");

    private final String token;

    public Guard() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What {@link #TOKEN} has to say. The page reads it with its data, which no other site can. */
    public String token() {
        return token;
    }

    /**
     * Why a request is refused; empty if it is not.
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

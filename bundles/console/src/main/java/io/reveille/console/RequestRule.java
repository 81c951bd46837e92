package io.reveille.console;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule which requests a console accepts. A browser sends the console's password with every request, even one made
 * by a page of another site, so no change is accepted from such a page; and under a name that is not the console's,
 * such a page could even read data (DNS rebinding). Programs send neither {@code Origin} nor {@code Sec-Fetch-Site},
 * and nothing makes them send a password that they were not given.
 */
public final class RequestRule {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+\\]|[^\\[\\]:/@]+?)\\.?(?::[0-9]{1,5})?");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.(?:0|[1-9][0-9]{0,2})){3}");

    private final Set<String> hosts;

    /** @param hosts names and addresses of this console, beside those of loopback; without ports, in any case */
    public RequestRule(Collection<String> hosts) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The refusal of a request.
     *
     * @param status the HTTP status
     * @param reason the reason in words, which contains texts of the request
     */
    public record Refusal(int status, String reason) {}

    /**
     * Checks a request; empty if it may pass.
     *
     * @param header gives a header of the request by its name, or null
     */
    public Optional<Refusal> refusal(String method, Function<String, @Nullable String> header) {
        String host = header.apply("Host");
        // Without the header the request comes from no browser.
        if (host != null && !isKnown(host)) {
            return Optional.of(new Refusal(
                    421,
                    "This console does not know itself by the name " + host + ". Where it is reached by that name on"
                            + " purpose, the gateway is started with \"--hosts NAME\". Nothing was done."));
        }
        return READING.contains(method) ? Optional.empty() : foreign(header).map(reason -> new Refusal(403, reason));
    }

    /**
     * Why a request for a change is refused: it comes from a page of another site, as the browser says. Empty if it comes
     * from a page of this console, or from no browser.
     *
     * @param header gives a header of the request by its name, or null
     */
    public static Optional<String> foreign(Function<String, @Nullable String> header) {
        String host = header.apply("Host");
        String origin = header.apply("Origin");
        String site = header.apply("Sec-Fetch-Site");
        // "none" is a request by the user, not a page; "same-site" is another port of this machine, or another name of
        // its domain.
        boolean isForeign = (site != null && !site.equals("same-origin") && !site.equals("none"))
                || (origin != null && (host == null || !isOf(origin, host)));
        if (!isForeign) {
            return Optional.empty();
        }
        return Optional.of("The request comes from " + (origin == null ? "another site (" + site + ")" : origin)
                + " and not from this console, which is at " + host + ". Nothing was changed.");
    }

    private boolean isKnown(String host) {
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        return name.equals("localhost")
                || IPV4_LOOPBACK.matcher(name).matches()
                || hosts.contains(name)
                || (name.startsWith("[") && isLoopback(name));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // in brackets: no name, so nobody is asked
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without the scheme: a proxy in between may speak another one. */
    private static boolean isOf(String origin, String host) {
        try {
            URI uri = new URI(origin);
            String authority = uri.getRawAuthority();
            if (authority == null) {
                return false; // "null" is the origin of sandboxed pages, files and some redirects
            }
            String usual = "https".equals(uri.getScheme()) ? ":443" : ":80";
            return without(usual, authority).equalsIgnoreCase(without(usual, host));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}

package io.reveille.webconsole.door;

import io.reveille.console.RequestRule;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.LoggerFactory;

/**
 * The security check of the shipped gateway: checks each request before any servlet, and the password. Active only if a
 * launcher has registered the login, a predicate of user and password; other gateways have a security of their own.
 */
@Component(
        service = {SecurityProvider.class, Preprocessor.class},
        property = SecurityProvider.PROPERTY_ID + "=" + Door.ID)
public final class Door implements SecurityProvider, Preprocessor {

    /** The framework property {@code felix.webconsole.security.providers} names it: without it there is no console. */
    public static final String ID = "io.reveille.login";

    /** Service property of the login; its value is of no interest. */
    public static final String LOGIN = "reveille.console.login";

    /** Framework property: names and addresses under which the console is reached, with commas between them. */
    public static final String HOSTS = "reveille.console.hosts";

    private static final String BOUND = "org.apache.felix.http.host";
    private static final int TOO_MANY_REQUESTS = 429;

    private final BiPredicate<String, String> login;
    private final RequestRule rule;

    /** By the status: a flood of one kind hides no other. */
    private final Map<Integer, Complaints> complaints = new ConcurrentHashMap<>();

    private final LoginLimit limit = new LoginLimit(System::nanoTime);
    private final Bodies bodies = new Bodies(Path.of(System.getProperty("java.io.tmpdir")), this::refuse);

    @Activate
    public Door(BundleContext context, @Reference(target = "(" + LOGIN + "=*)") BiPredicate<String, String> login) {
        this(login, hosts(context.getProperty(HOSTS), context.getProperty(BOUND)));
    }

    Door(BiPredicate<String, String> login, List<String> hosts) {
        this.login = login;
        this.rule = new RequestRule(hosts);
    }

    @Deactivate
    void close() {
        bodies.close();
    }

    private static List<String> hosts(@Nullable String named, @Nullable String bound) {
        return Stream.of(named, bound)
                .filter(text -> text != null)
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name)
                .toList();
    }

    @Override
    public void init(FilterConfig config) {
        // All is there.
    }

    @Override
    public void destroy() {
        // The component ends with its services.
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answer;
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
        Optional<RequestRule.Refusal> refusal = rule.refusal(request.getMethod(), request::getHeader);
        if (refusal.isPresent()) {
            refuse(request, response, refusal.get());
        } else {
            // The body of a request that the console will not take is left where it is.
            boolean isLoggedIn =
                    Credentials.of(request).filter(given -> given.pass(login)).isPresent();
            bodies.pass(request, response, chain, isLoggedIn);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, RequestRule.Refusal refusal)
            throws IOException {
        complain(
                refusal.status(),
                "Refused with " + refusal.status() + ": " + request.getMethod() + " " + request.getRequestURI()
                        + " from " + request.getRemoteAddr() + ". " + refusal.reason());
        response.setStatus(refusal.status());
        response.setHeader("Connection", "close"); // the rest of the request is not read
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().println(Complaints.printable(refusal.reason()));
    }

    private void complain(int status, String text) {
        complaints
                .computeIfAbsent(
                        status, any -> new Complaints(LoggerFactory.getLogger(Door.class)::warn, System::nanoTime))
                .tell(text);
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Optional<Credentials> given = Credentials.of(request);
        if (given.filter(credentials -> credentials.pass(login)).isPresent()) {
            String user = given.get().user();
            request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
            request.setAttribute(ServletContextHelper.REMOTE_USER, user);
            return user;
        }
        if (given.isPresent() && limit.failed()) {
            complain(
                    TOO_MANY_REQUESTS,
                    "Refused with 429: a login as " + given.get().user() + " from " + request.getRemoteAddr()
                            + ". More than " + LoginLimit.FAILURES + " logins have failed within " + LoginLimit.SECONDS
                            + " s. The right password is let in all the same.");
            response.setHeader("Retry-After", String.valueOf(LoginLimit.SECONDS));
            response.setStatus(TOO_MANY_REQUESTS);
        } else {
            given.ifPresent(wrong -> complain(
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "A login as " + wrong.user() + " from " + request.getRemoteAddr() + " has failed."));
            response.setHeader("WWW-Authenticate", "Basic realm=\"Reveille\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
        response.setContentLength(0);
        if (Bodies.hasBody(request)) {
            response.setHeader("Connection", "close"); // the body is left where it is, and nothing can come after it
        }
        try {
            response.flushBuffer();
        } catch (IOException e) {
            return null; // the client has gone
        }
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return true; // there is one user
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        // The browser forgets the password, or does not.
    }
}

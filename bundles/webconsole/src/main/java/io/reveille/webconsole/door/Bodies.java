package io.reveille.webconsole.door;

import io.reveille.console.RequestRule;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the body of a request before the request goes on. No thread waits meanwhile, however slow the client is: the
 * console's few threads serve complete requests. A body is bounded in size and time, and leaves no file behind.
 */
final class Bodies {

    /** The greatest size of an upload or a document of jobs, in bytes. */
    static final int MOST_UPLOADED = 32 << 20;

    /** The greatest size of any other body, in bytes. */
    static final int MOST = 1 << 20;

    /** How long a body may take. */
    static final long MILLIS = 5 * 60_000;

    /** The greatest number of bodies being received at once. */
    static final int MOST_AT_ONCE = 100;

    private static final List<String> DOCUMENTS = List.of("/reveille/api/plan", "/reveille/api/import");

    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    private static final String ARRIVED = Bodies.class.getName();

    /** Answers instead of a servlet. */
    interface Refuser {
        void refuse(HttpServletRequest request, HttpServletResponse response, RequestRule.Refusal refusal)
                throws IOException;
    }

    private final Path folder;
    private final Refuser refuser;
    private final AtomicInteger coming = new AtomicInteger();

    private final Object lock = new Object(); // guards uploads, and the folder against an upload that begins
    private int uploads;

    /** @param folder for bodies that are large; the HTTP service puts the parts of uploads there */
    Bodies(Path folder, Refuser refuser) {
        this.folder = folder;
        this.refuser = refuser;
    }

    void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean isLoggedIn)
            throws IOException, ServletException {
        if (request.getAttribute(ARRIVED) instanceof SpooledBody body) {
            request.removeAttribute(ARRIVED);
            serve(new ArrivedRequest(request, body), response, chain, body);
        } else if (isLoggedIn && hasBody(request)) {
            receive(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** A document of jobs, which may be as long as an export is; where memory is small the import says so. */
    private static boolean isDocument(HttpServletRequest request) {
        return DOCUMENTS.stream().anyMatch(String.valueOf(request.getRequestURI())::endsWith);
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int most = isUpload(request) || isDocument(request) ? MOST_UPLOADED : MOST;
        if (request.getContentLengthLong() > most) {
            refuser.refuse(request, response, tooLarge(most));
            return;
        }
        if (coming.incrementAndGet() > MOST_AT_ONCE) {
            coming.decrementAndGet();
            refuser.refuse(
                    request,
                    response,
                    new RequestRule.Refusal(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            MOST_AT_ONCE + " requests are on their way already. Nothing was done; try again."));
            return;
        }
        AsyncContext later = request.startAsync(request, response);
        later.setTimeout(MILLIS);
        Arrival arrival = new Arrival(later, new SpooledBody(folder, most), this::end);
        later.addListener(arrival);
        request.getInputStream().setReadListener(arrival);
    }

    /** Ends an arrival: with the request's second coming through the door, or with a refusal. */
    private void end(AsyncContext request, SpooledBody body, int status) {
        coming.decrementAndGet();
        if (status == 0) {
            request.getRequest().setAttribute(ARRIVED, body);
            request.dispatch();
            return;
        }
        body.close();
        if (status == Arrival.GONE) {
            request.complete();
            return;
        }
        try {
            refuser.refuse(
                    (HttpServletRequest) request.getRequest(),
                    (HttpServletResponse) request.getResponse(),
                    status == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE
                            ? tooLarge(body.most())
                            : new RequestRule.Refusal(
                                    status, "The body of the request has not come whole. Nothing was done."));
        } catch (IOException e) {
            LOG.debug("The client left after {} bytes of a body", body.size(), e);
        } finally {
            request.complete();
        }
    }

    private static RequestRule.Refusal tooLarge(int most) {
        return new RequestRule.Refusal(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                "The body of the request is larger than " + most + " bytes. Nothing was done.");
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain, SpooledBody body)
            throws IOException, ServletException {
        boolean isUpload = isUpload(request);
        if (isUpload) {
            synchronized (lock) {
                uploads++;
            }
        }
        try (body) {
            chain.doFilter(request, response);
        } finally {
            if (isUpload) {
                synchronized (lock) {
                    uploads--;
                    close();
                }
            }
        }
    }

    /** Deletes parts of uploads, which the HTTP service leaves behind, unless one is at work. */
    void close() {
        synchronized (lock) {
            if (uploads > 0) {
                return;
            }
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "upload_*.tmp")) {
                for (Path part : left) {
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                LOG.warn("Parts of uploads stay in {}; the next upload, or the next start, deletes them.", folder, e);
            }
        }
    }
}

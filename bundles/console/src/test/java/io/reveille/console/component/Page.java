package io.reveille.console.component;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.ImportPlan;
import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import io.reveille.console.Request;
import io.reveille.console.Response;
import io.reveille.console.pages.HealthSource;
import io.reveille.console.pages.JobRevisions;
import io.reveille.console.pages.LogFile;
import io.reveille.console.pages.LogLines;
import io.reveille.console.pages.Services;
import io.reveille.console.pages.SettingsSource;
import io.reveille.console.web.Refusal;
import io.reveille.console.web.Router;
import io.reveille.spi.DefinitionCheck;
import io.reveille.testing.ManualScheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A page of the console, open at a real engine on clocks that a test turns. */
final class Page implements Services {

    /** An answer, as a client receives it. */
    record Came(int status, Map<String, String> headers, String body) {

        Came {
            headers = Map.copyOf(headers);
        }

        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    final ManualScheduler gateway;
    final Map<String, String> headers = new HashMap<>();
    final Router router = ConsoleComponent.router(this);
    JobRevisions index = new JobRevisions();
    List<String> handlers = List.of("log");
    Optional<PowerService> power = Optional.empty();
    Optional<LogLines> log = Optional.empty();
    Optional<LogFile> logFile = Optional.empty();
    Optional<HealthSource> health = Optional.empty();
    Optional<SettingsSource> settingsSource = Optional.empty();
    Optional<BiFunction<String, String, Map<String, String>>> password = Optional.empty();
    boolean isStarted = true;
    boolean isGone;
    boolean isClosed;
    private @Nullable JobTransfer failing;
    boolean isDeaf;
    String user = "ann";

    Page(ManualScheduler gateway) {
        this.gateway = gateway;
        gateway.listener(event -> {
            if (!isDeaf) {
                index.happened(event);
            }
        });
        headers.put("Host", "127.0.0.1:8080");
    }

    Came get(String address) throws IOException {
        return ask("GET", address, "");
    }

    /** Posts JSON, as a program does. */
    Came post(String address, String body) throws IOException {
        headers.put("Content-Type", "application/json");
        return ask("POST", address, body);
    }

    Came ask(String method, String address, String body) throws IOException {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        Map<String, List<String>> query = new HashMap<>();
        if (question >= 0) {
            for (String each : address.substring(question + 1).split("&", -1)) {
                String[] parts = each.split("=", 2);
                query.computeIfAbsent(parts[0], name -> new ArrayList<>())
                        .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        Answered answered = new Answered(isGone);
        try {
            router.answer(new Asked(method, path, query, body, headers, user), answered);
        } finally {
            isClosed = answered.isClosed;
        }
        gateway.settle();
        byte[] bytes = answered.body.toByteArray();
        if ("gzip".equals(answered.headers.get("Content-Encoding"))) {
            bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
        }
        return new Came(answered.status, answered.headers, new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public ScheduleService scheduler() {
        if (!isStarted) {
            throw new Refusal(Refusal.UNAVAILABLE, "Reveille has not started.");
        }
        return gateway.scheduler();
    }

    @Override
    public DefinitionCheck check() {
        return gateway.check();
    }

    @Override
    public JobTransfer transfer() {
        return failing == null ? gateway.transfer() : failing;
    }

    /** The answer to an export that writes this and then fails. */
    Came broken(String written) throws IOException {
        failing = new Failing(written);
        try {
            return get("api/export");
        } finally {
            failing = null;
        }
    }

    private record Failing(String written) implements JobTransfer {

        @Override
        public String export(boolean withState) {
            throw new IllegalStateException(written);
        }

        @Override
        public void export(boolean withState, Writer out) throws IOException {
            out.write(written.length() > 100 ? written : "");
            throw new IllegalStateException(written);
        }

        @Override
        public void export(Collection<String> names, boolean withState, Writer out) {
            throw new IllegalStateException(written);
        }

        @Override
        public ImportPlan plan(String json) {
            throw new IllegalStateException(written);
        }
    }

    @Override
    public Optional<PowerService> power() {
        return power;
    }

    @Override
    public Optional<LogLines> log() {
        return log;
    }

    @Override
    public Optional<LogFile> logFile() {
        return logFile;
    }

    @Override
    public Optional<HealthSource> health() {
        return health;
    }

    @Override
    public Optional<SettingsSource> settingsSource() {
        return settingsSource;
    }

    @Override
    public Optional<BiFunction<String, String, Map<String, String>>> password() {
        return password;
    }

    @Override
    public List<String> handlers() {
        return handlers;
    }

    @Override
    public JobRevisions index() {
        return index;
    }

    @Override
    public void renewIndex() {
        index = new JobRevisions();
    }

    @Override
    public Instant now() {
        return gateway.now();
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("io.reveille.core", "1.2.3");
    }

    @Override
    public Map<String, Map<String, Object>> settings() {
        return Map.of("io.reveille.core", Map.of("workers", 4, "apiToken", "tell-nobody", "secrets.file", "/etc/s"));
    }

    private record Asked(
            String method,
            String path,
            Map<String, List<String>> query,
            String text,
            Map<String, String> sent,
            String user)
            implements Request {

        @Override
        public @Nullable String header(String name) {
            return sent.get(name);
        }

        @Override
        public @Nullable String parameter(String name) {
            return parameters(name).stream().findFirst().orElse(null);
        }

        @Override
        public List<String> parameters(String name) {
            return query.getOrDefault(name, List.of());
        }

        @Override
        public String remote() {
            return "192.0.2.1";
        }

        @Override
        public InputStream body() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final class Answered implements Response {

        final ByteArrayOutputStream body = new ByteArrayOutputStream() {
            @Override
            public void close() {
                isClosed = true;
            }
        };
        final Map<String, String> headers = new HashMap<>();
        private final boolean isGone;
        private boolean isClosed;
        int status;

        Answered(boolean isGone) {
            this.isGone = isGone;
        }

        @Override
        public void status(int status) {
            this.status = status;
        }

        @Override
        public void header(String name, String value) {
            headers.put(name, value);
        }

        @Override
        public OutputStream body() throws IOException {
            if (isGone) {
                throw new IOException("Broken pipe");
            }
            return body;
        }
    }
}

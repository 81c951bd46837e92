package io.reveille.webconsole;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.reveille.PowerService;
import io.reveille.console.Guard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePageTest {

    private final Page page = new Page();
    private final Map<String, String> request = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final StringWriter body = new StringWriter();
    private String json = "";
    private int status;
    private int work;
    private int changes;

    @BeforeEach
    void ofTheConsoleItself() throws IOException {
        request.put("Host", "127.0.0.1:8080");
        request.put("Origin", "http://127.0.0.1:8080");
        request.put(Guard.TOKEN, got("/label/data.json").get("token").getAsString());
        body.getBuffer().setLength(0);
    }

    @Test
    void dataIsJsonAndNoWorkAtTheGateway() throws IOException {
        assertThat(got("/label/data.json").get("name").getAsString()).isEqualTo("</script>${appRoot}");
        assertThat(status).isEqualTo(200);
        assertThat(headers)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(work).isZero();
    }

    @Test
    void thePageHasAPolicyBeforeTheFrameIsWrittenAndHoldsNoData() throws Exception {
        page.doGet(request("/label"), response());
        assertThat(headers.get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(headers).containsEntry("X-Frame-Options", "DENY");
        assertThat(body.toString()).isEmpty();

        page.renderContent(request("/label"), response());
        assertThat(body.toString()).contains("<script type=\"module\" src=\"${pluginRoot}/res/power.js\">");
        assertThat(work).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"none, 1", "same-origin, 1", "same-site, 0", "cross-site, 0"})
    void aPageThatAnotherSiteOpensIsNoWork(String site, int expected) throws Exception {
        request.put("Sec-Fetch-Site", site);
        page.renderContent(request("/label"), response());
        assertThat(work).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"data, 200", "argument, 400", "state, 503", "file, 503", "other, 404"})
    void whatGoesWrongIsSaidToThePage(String what, int expected) throws IOException {
        JsonObject answer = got("/label/" + what + ".json");
        assertThat(status).isEqualTo(expected);
        assertThat(answer.has("error")).isEqualTo(expected != 200);
        assertThat(posted("/label/" + what)).isEqualTo(answer.has("error") ? answer : done());
        assertThat(status).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Origin, http://evil.example", "Origin, ''", "X-Reveille-Token, guessed"})
    void aChangeThatThePageHasNotAskedForIsRefused(String header, String value) throws IOException {
        request.put(header, value);
        assertThat(posted("/label/data").get("error").getAsString()).contains("Nothing was changed");
        assertThat(status).isEqualTo(403);
        assertThat(changes).isZero();
        assertThat(work).isZero();
    }

    @Test
    void aProgramSendsJson() throws IOException {
        request.remove("Origin");
        String token = request.remove(Guard.TOKEN);
        request.put("Content-Type", "application/json");
        json = "{\"name\": \"x\", \"days\": 7}";
        assertThat(posted("/label/named").get("done").getAsString()).isEqualTo("x 7 null");

        for (String wrong :
                new String[] {"[]", "{\"name\": {}}", "{", "1", "{\"a\": \"" + "x".repeat(70_000) + "\"}"}) {
            json = wrong;
            assertThat(posted("/label/named").get("error").getAsString()).contains("Nothing was changed");
            assertThat(status).isEqualTo(400);
        }
        json = "";
        assertThat(posted("/label/named").get("done").getAsString()).isEqualTo("null null null");
        assertThat(token).isNotEmpty();
    }

    private JsonObject done() {
        JsonObject done = new JsonObject();
        done.addProperty("done", "so it is");
        done.addProperty("token", request.get(Guard.TOKEN));
        return done;
    }

    private JsonObject got(String path) throws IOException {
        body.getBuffer().setLength(0);
        page.doGet(request(path), response());
        return JsonParser.parseString(body.toString()).getAsJsonObject();
    }

    private JsonObject posted(String path) throws IOException {
        body.getBuffer().setLength(0);
        page.doPost(request(path), response());
        return JsonParser.parseString(body.toString()).getAsJsonObject();
    }

    private HttpServletRequest request(String path) {
        return fake(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getPathInfo", "getRequestURI" -> path;
            case "getHeader" -> request.get((String) arguments[0]);
            case "getRemoteAddr" -> "127.0.0.1";
            case "getReader" -> new BufferedReader(new StringReader(json));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setHeader", "addHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                case "setCharacterEncoding" -> assertThat(arguments[0]).isEqualTo("UTF-8");
                case "setStatus" -> status = (int) arguments[0];
                case "getWriter" -> {
                    return new PrintWriter(body, true);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Page extends ConsolePage {

        Page() {
            super("power");
        }

        @Override
        PowerService power() {
            return fake(PowerService.class, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("operatorActive");
                work++;
                return null;
            });
        }

        @Override
        Optional<JsonObject> ask(String what, Function<String, @Nullable String> parameter) {
            JsonObject answer = new JsonObject();
            answer.addProperty("name", "</script>${appRoot}");
            return answered(what, answer);
        }

        @Override
        Optional<String> change(String what, Function<String, @Nullable String> parameter) {
            changes++;
            if (what.equals("named")) {
                return Optional.of(
                        parameter.apply("name") + " " + parameter.apply("days") + " " + parameter.apply("other"));
            }
            return answered(what, "so it is");
        }

        private <T> Optional<T> answered(String what, T answer) {
            return switch (what) {
                case "data" -> Optional.of(answer);
                case "argument" -> throw new IllegalArgumentException("no such job");
                case "state" -> throw new IllegalStateException("not now");
                case "file" -> throw new UncheckedIOException(new IOException("no disk"));
                default -> Optional.empty();
            };
        }
    }
}

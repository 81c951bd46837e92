package io.reveille.webconsole.door;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledBodyTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SpooledBody.IN_MEMORY, SpooledBody.IN_MEMORY + 1, 3 * SpooledBody.IN_MEMORY})
    void whatCameIsThereAndLeavesNothing(int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        try (SpooledBody body = new SpooledBody(temp, size)) {
            for (int from = 0; from < size; from += 1000) {
                byte[] part = java.util.Arrays.copyOfRange(bytes, from, Math.min(size, from + 1000));
                assertThat(body.add(part, part.length)).isTrue();
            }
            assertThat(body.add(new byte[1], 1)).isFalse();
            for (int time = 0; time < 2; time++) {
                try (InputStream in = body.open()) {
                    assertThat(in.readAllBytes()).isEqualTo(bytes);
                }
            }
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aFormHasItsParametersBehindThoseOfTheAddress() throws IOException {
        Map<String, String[]> query = Map.of("a", new String[] {"query"});
        ArrivedRequest request =
                request("application/x-www-form-urlencoded; charset=UTF-8", "a=1&b=%C3%A9+%26&&c&=x&a=2&d=50%", query);

        assertThat(request.getParameterValues("a")).containsExactly("query", "1", "2");
        assertThat(request.getParameter("a")).isEqualTo("query");
        assertThat(request.getParameter("b")).isEqualTo("é &");
        assertThat(request.getParameter("c")).isEmpty();
        assertThat(request.getParameter("d")).isEqualTo("50%");
        assertThat(request.getParameter("e")).isNull();
        assertThat(Collections.list(request.getParameterNames())).contains("a", "b", "c", "d");
    }

    @Test
    void anotherBodyHasNone() throws IOException {
        ArrivedRequest request = request("application/json", "{\"a\": \"é\"}", Map.of());

        assertThat(request.getParameterMap()).isEmpty();
        assertThat(request.getReader().readLine()).isEqualTo("{\"a\": \"é\"}");
    }

    private ArrivedRequest request(String type, String text, Map<String, String[]> query) throws IOException {
        Map<String, Object> answers = new HashMap<>();
        answers.put("getContentType", type);
        answers.put("getParameterMap", query);
        answers.put("getCharacterEncoding", null);
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
        SpooledBody body = new SpooledBody(temp, 1000);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.add(bytes, bytes.length);
        return new ArrivedRequest(request, body);
    }
}

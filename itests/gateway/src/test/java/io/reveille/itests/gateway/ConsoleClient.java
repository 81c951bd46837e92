package io.reveille.itests.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The console as its own pages, and programs, use it. */
record ConsoleClient(int port, String user, String password) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    int status(String path) {
        return send(request(path).GET()).statusCode();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> head(String path) {
        return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    JsonElement json(String path) {
        return JsonParser.parseString(page(path));
    }

    String page(String path) {
        HttpResponse<String> answer = send(request(path).GET());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** @param headers names and values in turn */
    HttpResponse<String> post(String path, String form, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** As a program asks for a change: the answer's body, which must be one of success. */
    JsonObject postJson(String path, String body) {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /** Makes a job as the form behind "+" does. */
    HttpResponse<String> addJob(String name, String schedule, String handler, String args) {
        String placeholder = encoded("[Temporary PID replaced by real PID upon save]");
        return post(
                "/configMgr/" + placeholder.replace("+", "%20"),
                "apply=true&action=ajaxConfigManager&factoryPid=io.reveille.job&propertylist=name,schedule,handler,args"
                        + "&name=" + encoded(name)
                        + "&schedule=" + encoded(schedule)
                        + "&handler=" + encoded(handler)
                        + "&args=" + encoded(args));
    }

    /** The names of the job definitions, as the page Configuration shows them. */
    List<String> jobs() {
        return List.copyOf(pids().keySet());
    }

    /** The same, with the PIDs of their configurations. */
    Map<String, String> pids() {
        Map<String, String> pids = new TreeMap<>();
        for (JsonElement config : json("/configMgr/*.json").getAsJsonArray()) {
            JsonObject job = config.getAsJsonObject();
            if (job.has("factoryPid") && job.get("factoryPid").getAsString().equals("io.reveille.job")) {
                JsonObject name = job.getAsJsonObject("properties").getAsJsonObject("name");
                pids.put(name.get("value").getAsString(), job.get("pid").getAsString());
            }
        }
        return pids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/system/console" + path));
        if (!user.isEmpty()) {
            byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

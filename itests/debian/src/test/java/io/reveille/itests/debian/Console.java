package io.reveille.itests.debian;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The console of a gateway, as a program uses it. */
record Console(int port, String password) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    int status() throws Exception {
        return send(request("status").GET()).statusCode();
    }

    JsonArray jobs() throws Exception {
        return answer(request("jobs").GET()).getAsJsonArray("jobs");
    }

    JsonObject job(String name) throws Exception {
        return answer(request("job?name=" + name).GET());
    }

    /** How many runs of a job there were; 0 if there is no such job. */
    int runs(String name) throws Exception {
        HttpResponse<String> answer = send(request("job?name=" + name).GET());
        return answer.statusCode() == 404
                ? 0
                : JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("runs")
                        .getAsInt();
    }

    JsonObject post(String address, String body) throws Exception {
        return answer(
                request(address).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static JsonObject answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private HttpRequest.Builder request(String address) {
        byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/system/console/reveille/api/" + address))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

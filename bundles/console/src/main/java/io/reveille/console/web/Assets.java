package io.reveille.console.web;

import io.reveille.console.Request;
import io.reveille.console.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of the page. A browser loads each once, and then asks only whether it has changed. */
final class Assets {

    private static final String FOLDER = "/io/reveille/console/";
    private static final Pattern NAME = Pattern.compile("ui(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private static final Pattern GZIP = Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml",
            "txt", "text/plain",
            "md", "text/plain");

    /** A compressed file, with a tag that identifies the content. */
    private static final class Asset {

        final String tag;
        final byte[] packed;

        Asset(byte[] content) throws IOException {
            this.tag = '"' + Fingerprint.of(content) + '"';
            this.packed = packed(content);
        }
    }

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    /** Sends a file; returns whether there is one of this name. */
    boolean send(String name, Request request, Response response) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return false;
        }
        Asset asset = assets.get(name);
        if (asset == null) {
            Optional<byte[]> content = read(name);
            if (content.isEmpty()) {
                return false;
            }
            asset = new Asset(content.get());
            assets.put(name, asset);
        }
        response.header("Cache-Control", "no-cache");
        response.header("ETag", asset.tag);
        response.header("Vary", "Accept-Encoding");
        String known = request.header("If-None-Match");
        if (known != null && known.contains(asset.tag)) { // also in a list, or weakened by a proxy that packs
            response.status(304);
            return true;
        }
        response.status(200);
        response.header(ApiAnswer.TYPE, type + "; charset=utf-8");
        if (isPackedWanted(request)) {
            response.header("Content-Encoding", "gzip");
            response.body().write(asset.packed);
        } else {
            response.body().write(read(name).orElseThrow());
        }
        return true;
    }

    static boolean isPackedWanted(Request request) {
        String wanted = request.header("Accept-Encoding");
        return wanted != null && GZIP.matcher(wanted).find();
    }

    private static Optional<byte[]> read(String name) throws IOException {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}

package io.reveille.kura.remote;

import io.reveille.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of a list, as long as an answer may be, with the key of the next page. */
final class ListPage {

    /** The room for the rest of an answer, in bytes: the fields around the list, and the key for the next page. */
    private static final int AROUND = 4096;

    private static final int MOST = RemoteAnswer.MOST - AROUND;

    private final int limit;
    private final List<JsonText.Ready> entries = new ArrayList<>();
    private int size;
    private String last = "";
    private boolean more;

    /** @param limit the greatest number of entries */
    ListPage(int limit) {
        this.limit = limit;
    }

    /** Returns whether the list goes on. */
    boolean isFull() {
        return more;
    }

    /**
     * Adds an entry if there is room for it; otherwise the page is full.
     *
     * @param key the key by which the next page is requested
     * @param droppable the fields that may be left out if the entry is too long, in that order
     */
    void add(String key, Map<String, ?> entry, String... droppable) {
        if (more) {
            return; // or a smaller entry after it would make the next page skip both
        }
        String json = fit(entry, MOST, droppable);
        int bytes = RemoteAnswer.size(json) + 1;
        if (entries.size() == limit || (size + bytes > MOST && !entries.isEmpty())) {
            more = true;
            return;
        }
        entries.add(new JsonText.Ready(json));
        size += bytes;
        last = key;
    }

    /** Returns the entries, and {@code more} and {@code after} if the list goes on. */
    Map<String, Object> json(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(name, List.copyOf(entries));
        addNext(json);
        return json;
    }

    /** Adds whether the list goes on, and where. */
    void addNext(Map<String, Object> json) {
        if (more) {
            json.put("more", true);
            json.put("after", last);
        }
    }

    /** Returns the key of the last entry; empty if there is none. */
    String last() {
        return last;
    }

    /** Returns the entries as JSON texts. */
    List<JsonText.Ready> entries() {
        return List.copyOf(entries);
    }

    /**
     * Returns the entry as a text of at most this many bytes, if that is possible by leaving out some fields, which
     * {@code leftOut} then names.
     */
    static String fit(Map<String, ?> object, int most, String... droppable) {
        String json = JsonText.of(object);
        Map<String, Object> rest = new LinkedHashMap<>(object);
        List<String> leftOut = new ArrayList<>();
        for (String field : droppable) {
            if (RemoteAnswer.size(json) <= most) {
                break;
            }
            if (rest.remove(field) != null) {
                leftOut.add(field);
                rest.put("leftOut", leftOut);
                json = JsonText.of(rest);
            }
        }
        return json;
    }
}

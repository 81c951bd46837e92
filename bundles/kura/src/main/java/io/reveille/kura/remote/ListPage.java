package io.reveille.kura.remote;

import io.reveille.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of a list, as long as an answer may be, and where the next begins. */
final class ListPage {

    /** Room for the rest of an answer: the fields around its list, and the key to go on after. In bytes. */
    private static final int AROUND = 4096;

    private static final int MOST = RemoteAnswer.MOST - AROUND;

    private final int limit;
    private final List<JsonText.Ready> entries = new ArrayList<>();
    private int size;
    private String last = "";
    private boolean more;

    /** @param limit how many entries at most */
    ListPage(int limit) {
        this.limit = limit;
    }

    /** Whether the list goes on. */
    boolean isFull() {
        return more;
    }

    /**
     * Adds an entry if there is room for it; else the page is full.
     *
     * @param key by which the next page is asked for
     * @param droppable its fields that an answer can do without, those first that are left out first if it is too long
     */
    void add(String key, Map<String, ?> entry, String... droppable) {
        if (more) {
            return; // a smaller one behind it would have the next page begin after both
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

    /** The entries, and {@code more} and {@code after} if the list goes on. */
    Map<String, Object> json(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(name, List.copyOf(entries));
        addNext(json);
        return json;
    }

    /** Says whether the list goes on, and where. */
    void addNext(Map<String, Object> json) {
        if (more) {
            json.put("more", true);
            json.put("after", last);
        }
    }

    /** The key of the last entry; empty if there is none. */
    String last() {
        return last;
    }

    /** The entries as they are written. */
    List<JsonText.Ready> entries() {
        return List.copyOf(entries);
    }

    /** A text of so many bytes at most, if leaving out some fields can bring that about; {@code leftOut} names them then. */
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

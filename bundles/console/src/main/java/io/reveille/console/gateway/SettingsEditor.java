package io.reveille.console.gateway;

import io.reveille.console.Request;
import io.reveille.console.pages.Services;
import io.reveille.console.pages.SettingForm;
import io.reveille.console.pages.SettingForm.Setting;
import io.reveille.console.pages.SettingsSource;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.ChangeBody;
import io.reveille.console.web.Fingerprint;
import io.reveille.console.web.Refusal;
import io.reveille.json.JsonText;
import io.reveille.spi.SettingValues;
import io.reveille.spi.SettingsCheck;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the settings of Reveille's bundles, and changes them for a user, if their bundle accepts the new values. */
final class SettingsEditor {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsEditor.class);

    private final Services services;
    private final UUID salt = UUID.randomUUID(); // of this start

    SettingsEditor(Services services) {
        this.services = services;
    }

    ApiAnswer forms() {
        Optional<SettingsSource> source = services.settingsSource();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("there", source.isPresent());
        json.put(
                "forms",
                source.map(there -> there.forms().stream()
                                .map(form -> json(there, form))
                                .toList())
                        .orElse(List.of()));
        return ApiAnswer.json(json);
    }

    private Map<String, Object> json(SettingsSource source, SettingForm form) {
        Map<String, Object> stored = source.stored(form.pid());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pid", form.pid());
        json.put("name", form.name());
        json.put("description", form.description());
        json.put("version", version(stored));
        json.put("checked", source.check(form.pid()).isPresent());
        json.put(
                "settings",
                form.settings().stream()
                        .map(each -> each.json(Optional.ofNullable(stored.get(each.name()))))
                        .toList());
        json.put(
                "unknown",
                new SettingValues(stored)
                        .unknown(form.settings().stream().map(Setting::name).toList()));
        return json;
    }

    /**
     * Returns the version of the settings that a user has seen: a salted hash, by which no guess of a secret can be
     * checked.
     */
    private String version(Map<String, Object> stored) {
        return Fingerprint.of(salt + JsonText.of(new TreeMap<>(stored)));
    }

    /**
     * Changes settings, one request at a time: no other change can come between the check of the version and the
     * change.
     */
    synchronized ApiAnswer save(Request request) throws IOException {
        ChangeBody body = ChangeBody.of(request);
        String pid = body.needed("pid");
        SettingsSource source = services.settingsSource()
                .orElseThrow(
                        () -> new Refusal(
                                Refusal.UNAVAILABLE,
                                "This gateway has no metatype service, which knows what settings there are. Nothing was changed."));
        SettingForm form = source.forms().stream()
                .filter(each -> each.pid().equals(pid))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Refusal.NOT_FOUND,
                        "No bundle describes settings of the PID \"" + pid + "\". Nothing was changed."));
        SettingsCheck check = source.check(pid)
                .orElseThrow(() -> new Refusal(
                        Refusal.UNAVAILABLE,
                        "Nobody is there to check settings of \"" + pid
                                + "\": the bundle that they are for has not started. Nothing was changed."));
        Map<String, Object> before = source.stored(pid);
        checkVersion(body, form, before);
        Map<String, Object> after = changed(form, before, body.texts("settings"));
        Map<String, String> changes = changes(form, before, after);
        if (changes.isEmpty()) {
            return done("Nothing is to be changed: all of it is so already.", before);
        }
        check.check(settings(form, after));
        source.store(pid, after);
        LOG.info(
                "Settings of {} were changed by {} from {}: {}.",
                pid,
                request.user(),
                request.remote(),
                String.join(", ", changes.values()));
        return done(
                form.name() + ": " + String.join(", ", changes.keySet())
                        + (changes.size() == 1 ? " is changed." : " are changed."),
                source.stored(pid));
    }

    private ApiAnswer done(String words, Map<String, Object> stored) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", words);
        json.put("version", version(stored));
        return ApiAnswer.json(json);
    }

    private void checkVersion(ChangeBody body, SettingForm form, Map<String, Object> now) {
        if (body.text("version").filter(seen -> !seen.equals(version(now))).isPresent()) {
            throw new Refusal(
                    Refusal.CONFLICT,
                    "The settings \"" + form.name()
                            + "\" were changed meanwhile by somebody else. Nothing was changed.");
        }
    }

    /** The settings with these changes; all else that is stored stays, also what others keep beside the settings. */
    private static Map<String, Object> changed(
            SettingForm form, Map<String, Object> before, Map<String, String> typed) {
        Map<String, Object> after = new HashMap<>(before);
        typed.forEach((name, text) -> {
            Setting setting = form.setting(name)
                    .orElseThrow(() -> new Refusal(
                            Refusal.BAD_REQUEST,
                            "There is no setting \"" + name + "\" of " + form.pid() + ". Nothing was changed.",
                            name));
            if (text.isBlank()) {
                after.remove(name);
            } else {
                after.put(name, setting.value(text.strip()));
            }
        });
        return after;
    }

    /** Returns the changes by the names of the settings. */
    private static Map<String, String> changes(
            SettingForm form, Map<String, Object> before, Map<String, Object> after) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Setting each : form.settings()) {
            Optional<Object> from = Optional.ofNullable(before.get(each.name()));
            Optional<Object> to = Optional.ofNullable(after.get(each.name()));
            if (!from.equals(to)) {
                changes.put(each.name(), each.name() + " from " + each.told(from) + " to " + each.told(to));
            }
        }
        return changes;
    }

    /**
     * Returns the properties without unknown keys: these are reported separately, and must not prevent the correction
     * of a setting.
     */
    private static Map<String, Object> settings(SettingForm form, Map<String, Object> stored) {
        return stored.entrySet().stream()
                .filter(each -> form.setting(each.getKey()).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

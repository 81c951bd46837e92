package io.reveille.console.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.reveille.console.component.Page.Came;
import io.reveille.console.pages.SettingForm;
import io.reveille.console.pages.SettingForm.Kind;
import io.reveille.console.pages.SettingForm.Setting;
import io.reveille.console.pages.SettingsSource;
import io.reveille.core.component.EngineSettingsCheck;
import io.reveille.spi.SettingsCheck;
import io.reveille.testing.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings on the page; those of the engine are checked as the engine does. */
class SettingsEditorTest {

    private final Page page = new Page(new ManualScheduler(ManualScheduler.START, ZoneId.of("Europe/Rome")));
    private final Stored stored = new Stored();

    /** A store, and what the bundles that are there describe. */
    private static final class Stored implements SettingsSource {

        final Map<String, Map<String, Object>> all = new TreeMap<>();
        final Map<String, SettingsCheck> checks = new HashMap<>();
        boolean isBroken;

        @Override
        public List<SettingForm> forms() {
            return List.of(
                    new SettingForm(
                            "io.reveille",
                            "Reveille: engine",
                            "How it works.",
                            List.of(
                                    setting("zone", Kind.TEXT, ""),
                                    setting("workers", Kind.WHOLE, "4"),
                                    setting("history", Kind.WHOLE, "20"))),
                    new SettingForm(
                            "io.reveille.other",
                            "Other",
                            "",
                            List.of(
                                    setting("pin", Kind.SECRET, "0000"),
                                    setting("share", Kind.NUMBER, "0.5"),
                                    new Setting(
                                            "depth", "Depth", "", Kind.TEXT, "a", List.of("a", "b"), List.of("A", "B")),
                                    setting("loud", Kind.FLAG, "false"))));
        }

        private static Setting setting(String name, Kind kind, String otherwise) {
            return new Setting(name, "The " + name, "What " + name + " is.", kind, otherwise, List.of(), List.of());
        }

        @Override
        public Map<String, Object> stored(String pid) {
            return new TreeMap<>(all.getOrDefault(pid, Map.of()));
        }

        @Override
        public void store(String pid, Map<String, ?> properties) {
            if (isBroken) {
                throw new UncheckedIOException("The settings cannot be stored.", new IOException("disk full"));
            }
            all.put(pid, Map.copyOf(properties));
        }

        @Override
        public Optional<SettingsCheck> check(String pid) {
            return Optional.ofNullable(checks.get(pid));
        }
    }

    @BeforeEach
    void store() {
        page.settingsSource = Optional.of(stored);
        stored.checks.put("io.reveille", new EngineSettingsCheck());
        stored.checks.put("io.reveille.other", properties -> {});
        stored.all.put(
                "io.reveille",
                Map.of(
                        "service.pid",
                        "io.reveille",
                        "workers",
                        8,
                        "felix.fileinstall.filename",
                        "file:/etc/reveille.cfg"));
    }

    @Test
    void eachSettingWithItsValueItsDefaultAndItsDescription() throws IOException {
        JsonObject form = form("io.reveille");
        assertThat(form.get("name").getAsString()).isEqualTo("Reveille: engine");
        assertThat(form.get("checked").getAsBoolean()).isTrue();
        JsonObject workers = setting(form, "workers");
        assertThat(workers.get("label").getAsString()).isEqualTo("The workers");
        assertThat(workers.get("description").getAsString()).isEqualTo("What workers is.");
        assertThat(workers.get("type").getAsString()).isEqualTo("WHOLE");
        assertThat(workers.get("otherwise").getAsString()).isEqualTo("4");
        assertThat(workers.get("value").getAsString()).isEqualTo("8");
        assertThat(workers.get("stored").getAsBoolean()).isTrue();
        assertThat(setting(form, "history").has("value")).isFalse();
        assertThat(setting(form, "history").get("stored").getAsBoolean()).isFalse();
        JsonObject depth = setting(form("io.reveille.other"), "depth");
        assertThat(depth.getAsJsonArray("choices").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(depth.getAsJsonArray("labels").toString()).isEqualTo("[\"A\",\"B\"]");
    }

    @Test
    void whatIsChangedIsStoredByItsTypeAndAllElseStays() throws IOException {
        assertThat(done("io.reveille", "\"workers\": \" 6 \", \"zone\": \"Asia/Tokyo\""))
                .isEqualTo("Reveille: engine: zone, workers are changed.");
        assertThat(stored.all.get("io.reveille"))
                .containsOnly(
                        Map.entry("service.pid", "io.reveille"),
                        Map.entry("felix.fileinstall.filename", "file:/etc/reveille.cfg"),
                        Map.entry("workers", 6),
                        Map.entry("zone", "Asia/Tokyo"));
        done("io.reveille.other", "\"share\": \"0.25\", \"loud\": true, \"depth\": \"b\"");
        assertThat(stored.all.get("io.reveille.other"))
                .containsOnly(Map.entry("share", 0.25), Map.entry("loud", true), Map.entry("depth", "b"));
    }

    @Test
    void anEmptyFieldIsTheDefault() throws IOException {
        assertThat(done("io.reveille", "\"workers\": \"  \", \"history\": null"))
                .isEqualTo("Reveille: engine: workers is changed.");
        assertThat(stored.all.get("io.reveille")).containsOnlyKeys("service.pid", "felix.fileinstall.filename");
    }

    @Test
    void nothingIsStoredWhereNothingChanges() throws IOException {
        stored.isBroken = true;
        assertThat(done("io.reveille", "\"workers\": 8, \"zone\": \"\"")).contains("so already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workers | 0 | The setting workers is \"0\"; expected a whole number from 1 to 64. Nothing was changed.",
                "workers | 8 x | The setting workers is \"8 x\"; expected a whole number",
                "zone | Europe/Rom | Europe/Rome",
                "wrokers | 4 | There is no setting \"wrokers\" of io.reveille. Nothing was changed.",
                "service.pid | x | There is no setting \"service.pid\" of io.reveille."
            })
    void aRefusalNamesTheSettingAndStoresNothing(String setting, String value, String why) throws IOException {
        Map<String, Object> before = stored.all.get("io.reveille");
        Came came = save("io.reveille", "\"" + setting + "\": \"" + value + "\", \"history\": 7", "");
        assertThat(came.status()).isEqualTo(400);
        assertThat(came.json().get("property").getAsString()).isEqualTo(setting);
        assertThat(came.json().get("error").getAsString()).contains(why).endsWith("Nothing was changed.");
        assertThat(stored.all.get("io.reveille")).isEqualTo(before);
    }

    @Test
    void aKeyThatIsNoSettingIsToldAndKeepsNobodyFromCorrectingAnother() throws IOException {
        stored.all.put("io.reveille", Map.of("wrokers", 4, "component.name", "x"));
        assertThat(form("io.reveille").getAsJsonArray("unknown").toString())
                .isEqualTo("[\"There is no setting \\\"wrokers\\\" (did you mean \\\"workers\\\"?).\"]");
        done("io.reveille", "\"workers\": 4");
        assertThat(stored.all.get("io.reveille"))
                .containsOnly(Map.entry("wrokers", 4), Map.entry("component.name", "x"), Map.entry("workers", 4));
    }

    @Test
    void whoSavesUndoesNothingUnseen() throws IOException {
        String seen = form("io.reveille").get("version").getAsString();
        assertThat(save("io.reveille", "\"workers\": 5", seen).status()).isEqualTo(200);
        Came late = save("io.reveille", "\"history\": 7", seen);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().get("error").getAsString()).contains("changed meanwhile", "Nothing was changed.");
        assertThat(stored.all.get("io.reveille")).doesNotContainKey("history");
        String now = form("io.reveille").get("version").getAsString();
        assertThat(save("io.reveille", "\"history\": 7", now).status()).isEqualTo(200);
    }

    @Test
    void fromTheVersionNobodyCanTellWhetherASecretWasGuessedRight() throws IOException {
        stored.all.put("io.reveille.other", Map.of("pin", "4711"));
        String seen = form("io.reveille.other").get("version").getAsString();
        assertThat(form("io.reveille.other").get("version").getAsString()).isEqualTo(seen);
        Page ofAnotherStart = new Page(new ManualScheduler(ManualScheduler.START, ZoneId.of("Europe/Rome")));
        ofAnotherStart.settingsSource = Optional.of(stored);
        String there = of(ofAnotherStart.get("api/settings").json(), "forms", "pid", "io.reveille.other")
                .get("version")
                .getAsString();
        assertThat(there).isNotEqualTo(seen);
    }

    @Test
    void aSecretIsTakenAndNeverGiven() throws IOException {
        done("io.reveille.other", "\"pin\": \"4711-0815\"");
        assertThat(stored.all.get("io.reveille.other")).containsEntry("pin", "4711-0815");
        JsonObject pin = setting(form("io.reveille.other"), "pin");
        assertThat(pin.get("stored").getAsBoolean()).isTrue();
        assertThat(page.get("api/settings").body()).doesNotContain("4711", "0000");
        assertThat(Stored.setting("pin", Kind.SECRET, "").told(Optional.of("4711-0815")))
                .isEqualTo("a secret");
    }

    @Test
    void aValueIsToldInOneLine() {
        Setting zone = Stored.setting("zone", Kind.TEXT, "");
        assertThat(zone.told(Optional.of("a\nb \"c\""))).isEqualTo("\"a\\u000ab \\\"c\\\"\"");
        assertThat(zone.told(Optional.empty())).isEqualTo("the default");
    }

    @Test
    void whatCannotBeDoneIsSaid() throws IOException {
        assertThat(save("io.reveille.job", "\"name\": \"x\"", "").status()).isEqualTo(404);
        assertThat(page.post("api/save-settings", "{\"pid\": \"io.reveille\"}").status())
                .isEqualTo(400);
        stored.checks.clear();
        assertThat(form("io.reveille").get("checked").getAsBoolean()).isFalse();
        assertThat(save("io.reveille", "\"workers\": 5", "").status()).isEqualTo(503);
        stored.checks.put("io.reveille", properties -> {});
        stored.isBroken = true;
        assertThat(save("io.reveille", "\"workers\": 5", "").status()).isEqualTo(503);

        page.settingsSource = Optional.empty();
        assertThat(page.get("api/settings").json().get("there").getAsBoolean()).isFalse();
        assertThat(page.get("api/settings").json().getAsJsonArray("forms")).isEmpty();
        assertThat(save("io.reveille", "\"workers\": 5", "").status()).isEqualTo(503);
    }

    private Came save(String pid, String settings, String version) throws IOException {
        String seen = version.isEmpty() ? "" : ", \"version\": \"" + version + "\"";
        return page.post(
                "api/save-settings", "{\"pid\": \"" + pid + "\", \"settings\": {" + settings + "}" + seen + "}");
    }

    private String done(String pid, String settings) throws IOException {
        Came came = save(pid, settings, "");
        assertThat(came.status()).as(came.body()).isEqualTo(200);
        return came.json().get("done").getAsString();
    }

    private JsonObject form(String pid) throws IOException {
        return of(page.get("api/settings").json(), "forms", "pid", pid);
    }

    private static JsonObject setting(JsonObject form, String name) {
        return of(form, "settings", "name", name);
    }

    private static JsonObject of(JsonObject all, String list, String key, String value) {
        for (var each : all.getAsJsonArray(list)) {
            if (each.getAsJsonObject().get(key).getAsString().equals(value)) {
                return each.getAsJsonObject();
            }
        }
        throw new AssertionError(value + " is not in " + all);
    }
}

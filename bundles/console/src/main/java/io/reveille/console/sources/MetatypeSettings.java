package io.reveille.console.sources;

import io.reveille.console.pages.SettingForm;
import io.reveille.console.pages.SettingForm.Kind;
import io.reveille.console.pages.SettingForm.Setting;
import io.reveille.console.pages.SettingsSource;
import io.reveille.spi.SettingsCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Settings as bundles describe them to the metatype service, where there is one; stored in ConfigurationAdmin. */
@Component(name = "io.reveille.console.pages.MetatypeSettings", service = SettingsSource.class)
public final class MetatypeSettings implements SettingsSource {

    /** The beginning of the PIDs of Reveille's own settings. */
    private static final String OWN = "io.reveille";

    private final BundleContext context;
    private final MetaTypeService types;
    private final ConfigurationAdmin admin;
    private final Map<String, SettingsCheck> checks = new ConcurrentHashMap<>();

    @Activate
    public MetatypeSettings(
            BundleContext context, @Reference MetaTypeService types, @Reference ConfigurationAdmin admin) {
        this.context = context;
        this.types = types;
        this.admin = admin;
    }

    @Reference(
            service = SettingsCheck.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addCheck(SettingsCheck check, Map<String, Object> properties) {
        checks.put(String.valueOf(properties.get(SettingsCheck.PID)), check);
    }

    void removeCheck(SettingsCheck check) {
        checks.values().remove(check);
    }

    @Override
    public Optional<SettingsCheck> check(String pid) {
        return Optional.ofNullable(checks.get(pid));
    }

    @Override
    public List<SettingForm> forms() {
        return Stream.of(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OWN))
                .flatMap(this::forms)
                .sorted(Comparator.comparing(SettingForm::pid))
                .toList();
    }

    private Stream<SettingForm> forms(Bundle bundle) {
        @Nullable MetaTypeInformation described = types.getMetaTypeInformation(bundle);
        return described == null
                ? Stream.empty()
                : Stream.of(described.getPids()).map(pid -> form(pid, described.getObjectClassDefinition(pid, null)));
    }

    private static SettingForm form(String pid, ObjectClassDefinition described) {
        List<Setting> settings = new ArrayList<>();
        for (AttributeDefinition each : described.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            if (each.getCardinality() == 0) {
                settings.add(setting(each));
            }
        }
        return new SettingForm(pid, described.getName(), text(described.getDescription()), settings);
    }

    private static Setting setting(AttributeDefinition described) {
        String @Nullable [] otherwise = described.getDefaultValue();
        return new Setting(
                described.getID(),
                described.getName(),
                text(described.getDescription()),
                kind(described),
                otherwise == null ? "" : String.join(",", otherwise),
                list(described.getOptionValues()),
                list(described.getOptionLabels()));
    }

    private static Kind kind(AttributeDefinition described) {
        return switch (described.getType()) {
            case AttributeDefinition.PASSWORD -> Kind.SECRET;
            case AttributeDefinition.BOOLEAN -> Kind.FLAG;
            case AttributeDefinition.INTEGER -> Kind.WHOLE;
            case AttributeDefinition.DOUBLE -> Kind.NUMBER;
            default -> SettingForm.isSecret(described.getID()) ? Kind.SECRET : Kind.TEXT;
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> list(String @Nullable [] texts) {
        return texts == null ? List.of() : List.of(texts);
    }

    @Override
    public Map<String, Object> stored(String pid) {
        Map<String, Object> stored = new TreeMap<>();
        try {
            // By a filter: to get one that is not there would make it.
            Configuration @Nullable [] found = admin.listConfigurations("(service.pid=" + pid + ")");
            if (found != null) {
                Dictionary<String, Object> properties = found[0].getProperties();
                Collections.list(properties.keys()).forEach(key -> stored.put(key, properties.get(key)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The settings of " + pid + " cannot be read: " + e.getMessage() + ".", e);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("a PID of a description, " + pid, e);
        }
        return stored;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    public void store(String pid, Map<String, ?> properties) {
        try {
            admin.getConfiguration(pid, "?").update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The settings of " + pid + " cannot be stored: " + e.getMessage() + ". Nothing was changed.", e);
        }
    }
}

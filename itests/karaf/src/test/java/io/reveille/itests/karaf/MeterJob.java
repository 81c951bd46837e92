package io.reveille.itests.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.karaf.scheduler.Job;
import org.apache.karaf.scheduler.JobContext;

/** A component of a bundle that was written for Karaf's scheduler, and knows nothing of Reveille. */
public final class MeterJob implements Job {

    /** The bundle's symbolic name, and the job's name. */
    static final String NAME = "com.example.meter";

    @Override
    public void execute(JobContext context) {
        System.out.println("the meter was read by " + context.getName());
    }

    /** Writes the bundle, as a Maven plugin would make it. */
    static void writeBundle(Path file) throws IOException {
        String code = MeterJob.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion", "2",
                        "Bundle-SymbolicName", NAME,
                        "Bundle-Version", "1.0.0",
                        "Import-Package", "org.apache.karaf.scheduler",
                        "Service-Component", "OSGI-INF/meter.xml")
                .forEach(headers::putValue);
        Path unfinished = Files.createTempFile("meter", ".part");
        try (OutputStream bytes = Files.newOutputStream(unfinished);
                JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream compiled = MeterJob.class.getResourceAsStream("/" + code)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/meter.xml"));
            jar.write("""
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" immediate="true">
                      <implementation class="%2$s"/>
                      <service><provide interface="org.apache.karaf.scheduler.Job"/></service>
                      <property name="scheduler.expression" value="0/2 * * * * ?"/>
                      <property name="scheduler.name" value="%1$s"/>
                      <property name="scheduler.concurrent" type="Boolean" value="false"/>
                    </scr:component>
                    """.formatted(NAME, MeterJob.class.getName()).getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(code));
            Objects.requireNonNull(compiled).transferTo(jar);
        }
        Files.move(unfinished, file);
    }
}

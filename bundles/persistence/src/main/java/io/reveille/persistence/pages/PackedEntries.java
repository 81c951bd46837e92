package io.reveille.persistence.pages;

import io.reveille.spi.StateRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The entries of a page in compact form, for memory only: the medium holds text. */
final class PackedEntries {

    private PackedEntries() {}

    static byte[] pack(Collection<Page.Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, fast))) {
            out.writeInt(entries.size());
            for (Page.Entry entry : entries) {
                out.writeLong(entry.sequence());
                out.writeInt(entry.length());
                writeText(out, entry.record().job());
                writeText(out, entry.record().json());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    static List<Page.Entry> unpack(byte[] packed) {
        List<Page.Entry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            for (int left = in.readInt(); left > 0; left--) {
                long sequence = in.readLong();
                int length = in.readInt();
                entries.add(new Page.Entry(sequence, new StateRecord(readText(in), readText(in)), length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}

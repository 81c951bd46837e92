package io.reveille.power.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine's own files.
 *
 * @param root the folder that is used as /
 */
public record RealFiles(Path root) implements SysFiles {

    /** More than the size of any file that is read here. */
    private static final int MAX_BYTES = 4096;

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public boolean isWritable(String path) {
        // Files.isWritable ignores capabilities: access(2) does so for users other than root. Opening the file without
        // writing has no effect for any file that is checked here.
        try (FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.WRITE)) {
            return channel.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String read(String path) throws IOException {
        try (InputStream in = Files.newInputStream(resolve(path))) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII).strip();
        }
    }

    @Override
    public void write(String path, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel =
                FileChannel.open(resolve(path), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            int written = channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("only " + written + " bytes of \"" + text + "\" were taken by " + path);
            }
        }
    }

    @Override
    public List<String> list(String path) {
        try (Stream<Path> files = Files.list(resolve(path))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path resolve(String path) {
        return root.resolve(path.substring(1));
    }
}

package io.reveille.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file named in a shell: text in UTF-8, at an absolute path or below the gateway's working directory. */
record TextFile(Path path) {

    /** @throws IllegalArgumentException if the text is no name of a file */
    static TextFile of(String name) {
        try {
            return new TextFile(Path.of(name).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of a file: " + e.getReason() + ".", e);
        }
    }

    /**
     * Writes a new file: whole, or not at all.
     *
     * @throws UncheckedIOException if the file exists, or cannot be written
     */
    void write(String text) {
        try {
            Files.writeString(path, "", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw failed("is there already, and is left as it is; name another file", e);
        } catch (IOException e) {
            throw failed("cannot be made (" + e + ")", e);
        }
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            try {
                Files.delete(path);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw failed("cannot be written (" + e + "), and was removed again", e);
        }
    }

    /**
     * Reads the file, but never more than the limit into memory: the file's size cannot be trusted, a device has none.
     *
     * @param most the greatest number of characters
     * @throws UncheckedIOException if the file cannot be read
     */
    String read(int most) {
        try {
            long size = Files.size(path);
            if (size > 3L * most) { // as many bytes of UTF-8 as a character may have
                throw tooLong(size, most);
            }
            try (Reader in = Files.newBufferedReader(path)) {
                StringBuilder text = new StringBuilder((int) Math.min(size, most));
                char[] part = new char[8192];
                for (int read = in.read(part); read >= 0; read = in.read(part)) {
                    if (text.length() + read > most) {
                        throw tooLong(size, most);
                    }
                    text.append(part, 0, read);
                }
                return text.toString();
            }
        } catch (NoSuchFileException e) {
            throw failed("is not there; nothing was done", e);
        } catch (CharacterCodingException e) {
            throw failed("is no text in UTF-8; nothing was done", e);
        } catch (IOException e) {
            throw failed("cannot be read (" + e.getMessage() + "); nothing was done", e);
        }
    }

    private static IOException tooLong(long size, int most) {
        return new IOException("it has " + (size > 0 ? size + " bytes and " : "") + "more than " + most
                + " characters, which is as much as the gateway's memory allows; split it, or give the gateway more"
                + " memory, by -Xmx");
    }

    private UncheckedIOException failed(String why, IOException cause) {
        return new UncheckedIOException("the file " + path + " " + why, cause);
    }
}

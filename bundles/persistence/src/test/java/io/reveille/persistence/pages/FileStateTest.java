package io.reveille.persistence.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** State in files. */
class FileStateTest extends StateStoreContract {

    @TempDir
    Path folder;

    @Override
    protected PageMedium open() throws IOException {
        return FileMedium.open(folder);
    }

    @Override
    protected void put(String slot, String text) throws IOException {
        Files.writeString(folder.resolve(slot + ".page"), text);
    }

    @Override
    protected void remove(String slot) throws IOException {
        Files.delete(folder.resolve(slot + ".page"));
    }

    @Override
    protected void wipe() throws IOException {
        for (Path place : List.of(folder, folder.resolve("quarantine"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Override
    protected boolean tearsSlots() {
        return false; // a file is moved when it is whole; what a bad disk does to it is in the table of harms
    }
}

package io.reveille.gateway;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a folder and all in it from everybody but its owner: what the owner may stays, what others may goes. Links are left
 * alone, and so is what they lead to.
 */
final class OwnerOnly extends SimpleFileVisitor<Path> {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final List<Path> changed = new ArrayList<>();
    private final List<Path> failed = new ArrayList<>();

    /**
     * Changes that were made.
     *
     * @param changed what others could get at before
     * @param failed what they still can, or may, since it belongs to somebody else
     */
    record Result(List<Path> changed, List<Path> failed) {}

    static Result make(Path folder) throws IOException {
        OwnerOnly visitor = new OwnerOnly();
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.walkFileTree(folder, visitor);
        }
        return new Result(List.copyOf(visitor.changed), List.copyOf(visitor.failed));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        tighten(folder);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!attributes.isSymbolicLink()) {
            tighten(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        failed.add(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
        return FileVisitResult.CONTINUE;
    }

    private void tighten(Path path) {
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
            rights.addAll(view.readAttributes().permissions());
            if (rights.retainAll(OWNER)) {
                view.setPermissions(rights);
                changed.add(path);
            }
        } catch (IOException e) {
            failed.add(path);
        }
    }
}

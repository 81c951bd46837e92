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
 * Removes all rights of others from a folder and its content; the owner's rights stay. Links and their targets are left
 * alone.
 */
final class OwnerOnly extends SimpleFileVisitor<Path> {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final List<Path> changed = new ArrayList<>();
    private final List<Path> failed = new ArrayList<>();

    /**
     * The changes that were made.
     *
     * @param changed the files that others could access before
     * @param failed the files that others can still access, or that belong to somebody else
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

package io.reveille.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads files that say what the gateway may do, or hold its secrets, and refuses a file that somebody else could have
 * written. The file, every folder from the root to it, and every link on the way must belong to root or to the user
 * that the gateway runs as, and nobody else may write to the file or to a folder. A sticky folder, as {@code /tmp}, may
 * be writable by all: nobody can replace a file of another user in it. Where files have no owners and modes, nothing is
 * checked.
 */
public final class TrustedFile {

    private static final int MOST_LINKS = 40; // as Linux has it

    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int FOLDER = 0040000;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private TrustedFile() {}

    /**
     * Reads the whole file.
     *
     * @param maxBytes the greatest size of the file
     * @throws IOException if the file does not exist, cannot be read, is no ordinary file, is larger, or is not to be
     *     trusted; the message names the path, and for a file that is not to be trusted the command that mends that
     */
    public static byte[] read(Path path, int maxBytes) throws IOException {
        String why;
        try {
            Optional<String> fault =
                    path.getFileSystem().supportedFileAttributeViews().contains("unix")
                            ? fault(path.toAbsolutePath(), User.OF_THIS_PROCESS)
                            : Optional.empty();
            if (fault.isPresent()) {
                why = "is not trusted: " + fault.get();
            } else if (!Files.isRegularFile(path)) {
                why = "cannot be read: it is no ordinary file";
            } else {
                try (InputStream in = Files.newInputStream(path)) {
                    byte[] bytes = in.readNBytes(maxBytes + 1);
                    if (bytes.length <= maxBytes) {
                        return bytes;
                    }
                    why = "is larger than " + maxBytes + " bytes";
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path, e);
        } catch (IOException e) {
            throw new IOException("the file " + path + " cannot be read: " + e, e);
        }
        throw new IOException("the file " + path + " " + why);
    }

    /**
     * Returns the fault of the first step that fails the check, on the way that the kernel takes to an absolute path.
     */
    static Optional<String> fault(Path path, User user) throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        Path here = goFrom(path, ahead);
        Optional<String> fault = fault(here, attributes(here), user);
        int links = 0;
        while (fault.isEmpty() && !ahead.isEmpty()) {
            String name = ahead.pop().toString();
            if (name.equals(".") || name.isEmpty()) {
                continue;
            }
            if (name.equals("..")) {
                Path above = here.getParent();
                here = above == null ? here : above; // was checked on the way down
                continue;
            }
            Path step = here.resolve(name);
            Entry entry = attributes(step);
            fault = fault(step, entry, user);
            if (!entry.is(LINK)) {
                here = step;
            } else if (++links > MOST_LINKS) {
                return Optional.of(step + " is one of more than " + MOST_LINKS + " links");
            } else {
                Path target = Files.readSymbolicLink(step);
                if (target.isAbsolute()) {
                    here = goFrom(target, ahead);
                } else {
                    goFrom(target, ahead);
                }
            }
        }
        return fault;
    }

    /** Puts the names of a path before the names that are still ahead; returns the root of an absolute path. */
    private static Path goFrom(Path path, Deque<Path> ahead) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i));
        }
        Path root = path.getRoot();
        return root == null ? path : root;
    }

    /** Returns the fault of one step, with the command that mends it. */
    static Optional<String> fault(Path step, Entry entry, User user) {
        if (entry.uid() != 0 && entry.uid() != user.id()) {
            return Optional.of(step + " belongs to user " + entry.uid() + ", and only root and the gateway's user may"
                    + " own it; \"chown " + (entry.is(LINK) ? "-h " : "") + user.name() + " " + quoted(step)
                    + "\" helps");
        }
        boolean open = (entry.mode() & WRITABLE_BY_OTHERS) != 0 && !entry.is(LINK);
        if (open && !(entry.is(FOLDER) && (entry.mode() & STICKY) != 0)) {
            return Optional.of(
                    "others than its owner may write to " + step + "; \"chmod go-w " + quoted(step) + "\" helps");
        }
        return Optional.empty();
    }

    private static Entry attributes(Path step) throws IOException {
        return new Entry((Integer) Files.getAttribute(step, "unix:uid", LinkOption.NOFOLLOW_LINKS), (Integer)
                Files.getAttribute(step, "unix:mode", LinkOption.NOFOLLOW_LINKS));
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9._/+,@%=~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The owner and mode of a file, folder or link, as {@code lstat} returns them. */
    record Entry(int uid, int mode) {

        boolean is(int type) {
            return (mode & TYPE) == type;
        }
    }

    /** The user whose files are trusted beside those of root. */
    record User(int id, String name) {

        static final User OF_THIS_PROCESS = ofThisProcess();

        private static User ofThisProcess() {
            int id = ownId();
            String name = System.getProperty("user.name", "?");
            return new User(id, name.equals("?") ? String.valueOf(id) : name);
        }

        /** Returns the id of the user by which the kernel checks this process's access to files. */
        private static int ownId() {
            try {
                for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                    if (line.startsWith("Uid:")) {
                        // The ids: real, effective, saved, and for file access.
                        return Integer.parseUnsignedInt(line.substring(line.lastIndexOf('\t') + 1));
                    }
                }
            } catch (IOException e) {
                // No Linux. The home of a user belongs to that user.
            }
            try {
                return (Integer) Files.getAttribute(Path.of(System.getProperty("user.home", "")), "unix:uid");
            } catch (IOException | UnsupportedOperationException e) {
                return 0; // only root's files are trusted then
            }
        }
    }
}

package io.reveille.handlers.cleanup;

import io.reveille.ArgumentChecker;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import io.reveille.handlers.cleanup.CleanupFolders.Place;
import io.reveille.handlers.cleanup.FileSelection.Found;
import io.reveille.handlers.cleanup.FileSelection.Rules;
import io.reveille.spi.Folders;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.PatternSyntaxException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Deletes files by age, number and size, in the data folder and in folders that the machine's owner lists. Links are
 * neither followed nor deleted, folders stay, and no race with another writer leads out of the folder.
 */
@Component(
        name = "io.reveille.handlers.FileCleanup",
        service = JobHandler.class,
        property = "job.handler=" + FileCleanup.NAME)
public final class FileCleanup implements JobHandler, ArgumentChecker {

    /** The {@code job.handler} name. */
    public static final String NAME = "file-cleanup";

    /** Argument, String, required: the folder, relative to the data folder, or absolute in one that is listed. */
    public static final String FOLDER = "folder";

    /** Argument, String: which files, {@code *} by default; with {@code **} in folders below too. */
    public static final String GLOB = "glob";

    /** Argument, String: a duration; files changed longer ago are deleted. */
    public static final String OLDER_THAN = "older-than";

    /** Argument, whole number: the total size in bytes to which files are reduced, the oldest deleted first. */
    public static final String MAX_BYTES = "max-bytes";

    /** Argument, whole number: the number of newest files that always stay. */
    public static final String KEEP_NEWEST = "keep-newest";

    /** Argument, true or false: whether the run only reports what it would delete. */
    public static final String DRY_RUN = "dry-run";

    private static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(FOLDER, ArgumentType.TEXT, "below the data folder, or absolute in a listed one")
                    .needed(),
            ArgumentSpec.of(GLOB, ArgumentType.TEXT, "which files; ** is for those in folders below too")
                    .or("*"),
            ArgumentSpec.of(OLDER_THAN, ArgumentType.DURATION, "files changed longer ago are deleted"),
            ArgumentSpec.of(MAX_BYTES, ArgumentType.WHOLE, "the oldest are deleted until all together are not larger")
                    .counting("bytes")
                    .from(0, 0x1p50),
            ArgumentSpec.of(KEEP_NEWEST, ArgumentType.WHOLE, "so many of the newest stay in any case")
                    .counting("files")
                    .from(0, 1_000_000),
            ArgumentSpec.of(DRY_RUN, ArgumentType.FLAG, "only say what would be deleted")
                    .or("false"));

    private static final int NAMES_SHOWN = 50;
    private static final int LONGEST_NAMES = 4000;

    private final CleanupFolders folders;
    private final Sweep.Opener opener;

    /** Finds the data folder by the gateway's folders, and others in the framework property {@code reveille.cleanup.folders}. */
    @Activate
    public FileCleanup(BundleContext context, @Reference(policyOption = ReferencePolicyOption.GREEDY) Folders folders) {
        this(CleanupFolders.of(context, folders), OpenFolder::open);
    }

    FileCleanup(CleanupFolders folders, Sweep.Opener opener) {
        this.folders = folders;
        this.opener = opener;
    }

    @Override
    public List<ArgumentSpec> arguments() {
        return ARGUMENTS;
    }

    @Override
    public void check(Map<String, Object> arguments) {
        Settings.of(HandlerArguments.ofDefinition(arguments, ARGUMENTS), folders);
    }

    @Override
    public JobResult run(JobContext context) throws IOException {
        Settings settings;
        try {
            settings = Settings.of(HandlerArguments.of(context, ARGUMENTS), folders);
        } catch (ArgumentException e) {
            return e.failure();
        }
        Sweep sweep = new Sweep(opener, settings.place(), folders.kept(), context);
        FileSelection selection = new FileSelection(settings.rules(), context.actualTime());
        String where = OneLine.escape(settings.place().path().toString());
        List<Found> toDelete = List.of();
        boolean stopped = false;
        try {
            sweep.look(selection, settings.rules().depth());
            toDelete = selection.toDelete();
            if (!settings.dryRun()) {
                sweep.delete(toDelete);
            }
        } catch (Sweep.Stopped e) {
            stopped = true;
        } catch (NoSuchFileException e) {
            return JobResult.success("there is no folder " + where + "; nothing to delete");
        } catch (IOException e) {
            throw new IOException("cannot look into " + where + ": " + e.getMessage() + ". Nothing was deleted", e);
        }
        List<Found> gone = settings.dryRun() ? toDelete : sweep.deleted();
        return result(where, settings.dryRun(), selection, gone, sweep, stopped);
    }

    private static JobResult result(
            String where, boolean dryRun, FileSelection selection, List<Found> gone, Sweep sweep, boolean stopped) {
        long bytes = gone.stream().mapToLong(Found::bytes).sum();
        String said = (dryRun ? "would delete " : "deleted ") + gone.size() + " of " + selection.count() + " files, "
                + bytes + " of " + selection.bytes() + " bytes, in " + where;
        if (gone.size() == FileSelection.MOST) {
            said += "; more are left to the next run";
        }
        Map<String, Object> data = new HashMap<>();
        data.put("dryRun", dryRun);
        data.put("files", (long) gone.size());
        data.put("bytes", bytes);
        data.put("filesLeft", selection.count() - gone.size());
        data.put("bytesLeft", selection.bytes() - bytes);
        data.put("failed", (long) sweep.failed());
        data.put("names", names(gone));
        if (stopped) {
            return JobResult.failure("was asked to stop: " + said, data);
        }
        return sweep.failed() == 0
                ? JobResult.success(said, data)
                : JobResult.failure(
                        sweep.failed() + " could not be deleted or looked into (" + String.join(", ", sweep.faults())
                                + "); " + said,
                        data);
    }

    /** Returns the first names, as many as an operator wants to read. */
    private static List<String> names(List<Found> gone) {
        List<String> names = new ArrayList<>();
        int length = 0;
        for (Found file : gone) {
            String name = file.path().toString();
            length += name.length();
            if (names.size() == NAMES_SHOWN || length > LONGEST_NAMES) {
                break;
            }
            names.add(name);
        }
        return names;
    }

    private record Settings(Place place, Rules rules, boolean dryRun) {

        static Settings of(HandlerArguments arguments, CleanupFolders folders) {
            if (!arguments.has(OLDER_THAN) && !arguments.has(MAX_BYTES) && !arguments.has(KEEP_NEWEST)) {
                throw new ArgumentException("no argument says what is to be deleted; expected " + OLDER_THAN + ", "
                        + MAX_BYTES + ", " + KEEP_NEWEST + " or several of them");
            }
            Rules rules = new Rules(
                    arguments.text(GLOB),
                    arguments.duration(OLDER_THAN),
                    whole(arguments, MAX_BYTES),
                    whole(arguments, KEEP_NEWEST));
            try {
                rules.matchers();
            } catch (PatternSyntaxException e) {
                throw arguments.refused(GLOB, "a glob, \"*.log\" for example (" + e.getDescription() + ")");
            }
            return new Settings(folders.place(arguments, FOLDER), rules, arguments.flag(DRY_RUN));
        }

        private static OptionalLong whole(HandlerArguments arguments, String name) {
            return arguments.has(name) ? OptionalLong.of(arguments.whole(name)) : OptionalLong.empty();
        }
    }
}

package com.example.disk;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobHandlerName;
import io.reveille.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** A handler of jobs that take a while: it says how far it has come, and ends when it is told to. */
@Component
@JobHandlerName("folder-size")
public class FolderSize implements JobHandler {

    @Override
    public JobResult run(JobContext job) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of((String) job.arguments().get("folder")))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            if (job.isCancelled()) {
                return JobResult.failure("ended after " + i + " of " + files.size() + " files");
            }
            job.progress((double) i / files.size(), "file " + (i + 1) + " of " + files.size());
            bytes += Files.size(files.get(i));
        }
        return JobResult.success(files.size() + " files have " + bytes + " bytes");
    }
}

package io.reveille.power.linux;

import io.reveille.spi.PowerPrograms;
import io.reveille.spi.PowerPrograms.Exit;
import java.io.IOException;
import java.util.List;

/**
 * The machine's programs, run by another bundle. Their files are found here, as for programs that run as children of
 * this process: no PATH is used.
 *
 * @param runner the service that runs the programs
 */
public record OfferedPrograms(PowerPrograms runner) implements Programs {

    @Override
    public boolean isThere(String program) {
        return RealPrograms.find(program).isPresent();
    }

    @Override
    public Exit run(List<String> command) throws IOException, InterruptedException {
        return runner.run(RealPrograms.found(command));
    }
}

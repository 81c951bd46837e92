package io.reveille.shell;

import static io.reveille.shell.Terminal.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reveille.DeletedJob;
import io.reveille.ImportException;
import io.reveille.ImportPlan;
import io.reveille.JobTransfer;
import io.reveille.spi.Quarantined;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCommandsTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");

    @TempDir
    Path folder;

    private final Transfer transfer = new Transfer();
    private final StorageCommands commands = new StorageCommands();

    @BeforeEach
    void open() {
        commands.transfer = transfer;
    }

    @Test
    void exportShowsTheDocumentOrWritesIt() throws Exception {
        Path file = folder.resolve("jobs.json");

        FakePower power = new FakePower();
        commands.power = power;

        assertThat(told(commands::export)).isEqualTo("{ü}");
        assertThat(power.asked).containsExactly("active");
        assertThat(told(commands::export, "--state", file.toString())).isEqualTo("written to " + file);

        assertThat(Files.readString(file)).isEqualTo("{ü, with state}");
    }

    @Test
    void namesBehindTheFileAreTheJobsThatAreExported() throws Exception {
        Path file = folder.resolve("some.json");

        assertThat(told(commands::export, file.toString(), "poll", "--state", "long one"))
                .isEqualTo("written to " + file);

        assertThat(Files.readString(file)).isEqualTo("{[poll, long one], with state}");
    }

    @Test
    void anExportOfAJobThatIsNotThereWritesNoFile() {
        Path file = folder.resolve("some.json");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::export, file.toString(), "nobody"))
                .withMessageContaining("\"nobody\"");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs.json"), "precious");

        assertThatThrownBy(() -> told(commands::export, file.toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("left as it is");
        assertThat(file).hasContent("precious");
        assertThatThrownBy(() ->
                        told(commands::export, folder.resolve("no/such/folder").toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no/such/folder");
    }

    @Test
    void aDryRunOfAnImportChangesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs.json"), "good");

        assertThat(told(commands::_import, file.toString(), "--dry-run")).isEqualTo("""
                a document
                NEW  poll, with its state
                    schedule: every 10 seconds
                CHANGED  upload
                    schedule: every hour -> every 2 hours
                    tags: field -> (nothing)
                    it is over
                untouched: report
                passed over: x: no schedule
                Nothing was changed: that is what an import would do.""");
        assertThat(transfer.applied).isZero();

        assertThat(told(commands::_import, file.toString())).endsWith("\nDone.");
        assertThat(transfer.applied).isEqualTo(1);
    }

    @Test
    void aSwitchThatIsMistypedImportsNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs.json"), "good");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::_import, file.toString(), "--dryrun"))
                .withMessage("there is no switch --dryrun; expected reveille:import FILE [--dry-run]. "
                        + "Nothing was done.");
        assertThat(transfer.applied).isZero();
    }

    @Test
    void whatCannotBeImportedIsNamedWithAllThatIsWrong() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs.json"), "bad");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> told(commands::_import, file.toString()))
                .withMessage(file
                        + " cannot be imported; nothing was changed.\n- Job poll: no schedule\n- Job x:  [2J worse");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Path file = Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xfc});

        assertThatThrownBy(() -> told(commands::_import, file.toString())).hasMessageContaining("is no text in UTF-8");
        assertThatThrownBy(() -> told(commands::_import, folder.resolve("none").toString()))
                .hasMessageContaining("is not there; nothing was done");
        assertThatThrownBy(() -> told(commands::_import, folder.toString())).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> told(commands::_import, "a\0b")).hasMessageContaining("is no name of a file");
        assertThatThrownBy(() -> told(commands::_import)).hasMessageStartingWith("the file is missing");
        assertThatThrownBy(() -> new TextFile(file).read(0)).hasMessageContaining("more than 0 characters");
    }

    @Test
    void aFileIsReadUpToTheLimitWhateverItsSizeSays() throws Exception {
        Path zero = Path.of("/dev/zero"); // its size is 0, and it never ends
        assumeThat(zero).exists();
        transfer.limit = 1000;

        assertThatThrownBy(() -> told(commands::_import, "/dev/zero"))
                .hasMessageContainingAll("/dev/zero", "more than 1000 characters", "-Xmx", "nothing was done");

        Path long1 = Files.writeString(folder.resolve("long"), "x".repeat(5000));
        assertThatThrownBy(() -> told(commands::_import, long1.toString()))
                .hasMessageContainingAll("5000 bytes", "more than 1000 characters");
    }

    @Test
    void anImportThatThereIsNoMemoryForFailsAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("jobs.json"), "huge");

        assertThatIllegalStateException()
                .isThrownBy(() -> told(commands::_import, file.toString()))
                .withMessageContaining("not enough memory");
    }

    @Test
    void withoutTheCoreTheySaySo() {
        commands.transfer = null;

        assertThatIllegalStateException()
                .isThrownBy(() -> told(commands::export))
                .withMessageContaining("io.reveille.core");
        assertThatIllegalStateException()
                .isThrownBy(() -> told(commands::deleted))
                .withMessageContaining("io.reveille.core");
    }

    @Test
    void deletedJobsAreALineEach() {
        DeletedJob job = new DeletedJob(
                "poll", NOW, DeletedJob.How.CANCELLED, Map.of("schedule", "every minute"), NOW.plusSeconds(604800));

        assertThat(StorageText.deleted(List.of(job)))
                .isEqualTo("poll  CANCELLED 2026-03-04T10:00:00Z, kept until 2026-03-11T10:00:00Z; every minute");
        assertThat(StorageText.deleted(List.of())).isEqualTo("no job was deleted in the last 7 days");
    }

    @Test
    void textsInTheQuarantineAreShownInPartAndWrittenWhole() {
        Quarantined text = new Quarantined("3A", "the CRC is wrong", "{\u001b[2J\n" + "x".repeat(200));

        assertThat(StorageText.quarantined(List.of(text)))
                .isEqualTo("3A  the CRC is wrong; 206 characters: { [2J " + "x".repeat(94) + "…");
        assertThat(StorageText.whole(List.of(text)))
                .isEqualTo("place: 3A\nreason: the CRC is wrong\n\n{\u001b[2J\n" + "x".repeat(200) + "\n");
    }

    private static final class Transfer implements JobTransfer {

        int applied;
        int limit = MAX_LENGTH;

        @Override
        public int maxLength() {
            return limit;
        }

        @Override
        public String export(boolean withState) {
            return withState ? "{ü, with state}" : "{ü}";
        }

        @Override
        public void export(Collection<String> names, boolean withState, Writer out) throws IOException {
            if (names.contains("nobody")) {
                throw new IllegalArgumentException("There is no job named \"nobody\". Nothing was exported.");
            }
            out.write("{" + names + (withState ? ", with state}" : "}"));
        }

        @Override
        public ImportPlan plan(String json) {
            if (json.equals("huge")) {
                throw new OutOfMemoryError("Java heap space");
            }
            if (json.equals("bad")) {
                throw new ImportException(List.of(
                        new ImportException.Fault("poll", "", "no schedule"),
                        new ImportException.Fault("x", "", "\u001b[2J worse")));
            }
            return new ImportPlan() {
                @Override
                public String source() {
                    return "a document";
                }

                @Override
                public List<Item> items() {
                    return List.of(
                            new Item(
                                    "poll",
                                    Kind.NEW,
                                    List.of(new Change("schedule", "", "every 10 seconds")),
                                    true,
                                    List.of()),
                            new Item(
                                    "upload",
                                    Kind.CHANGED,
                                    List.of(
                                            new Change("schedule", "every hour", "every 2 hours"),
                                            new Change("tags", "field", "")),
                                    false,
                                    List.of("it is over")));
                }

                @Override
                public List<String> untouched() {
                    return List.of("report");
                }

                @Override
                public List<String> passedOver() {
                    return List.of("x: no schedule");
                }

                @Override
                public void apply() {
                    applied++;
                }
            };
        }
    }
}

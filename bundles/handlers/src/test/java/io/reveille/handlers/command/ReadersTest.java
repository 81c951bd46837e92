package io.reveille.handlers.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadersTest {

    @Test
    void threadsThatAreHeldAreBoundedAndFreeAgainWhenTheirOutputEnds() throws Exception {
        Readers readers = new Readers();
        List<PipedOutputStream> open = new ArrayList<>();
        for (int i = 0; i < Readers.MOST; i++) {
            assertThat(readers.areTooMany()).isFalse();
            PipedOutputStream out = new PipedOutputStream();
            open.add(out);
            readers.read(new PipedInputStream(out), new OutputTail(10));
        }
        assertThat(readers.areTooMany()).isTrue();

        open.get(0).close();

        await().until(() -> !readers.areTooMany());
        for (PipedOutputStream out : open) {
            out.close();
        }
    }
}

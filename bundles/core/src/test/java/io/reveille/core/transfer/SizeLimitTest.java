package io.reveille.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobTransfer;
import org.junit.jupiter.api.Test;

class SizeLimitTest {

    @Test
    void aSmallHeapTakesASmallDocument() {
        assertThat(SizeLimit.of(64L << 20)).isEqualTo(4 << 20);
        assertThat(SizeLimit.of(8L << 30)).isEqualTo(JobTransfer.MAX_LENGTH);
        assertThat(SizeLimit.of(Long.MAX_VALUE)).isEqualTo(JobTransfer.MAX_LENGTH);
    }

    @Test
    void theLimitNamesWhatToDo() {
        assertThat(SizeLimit.inWords(1000)).contains("at most 1000 are taken", "MB (-Xmx)", "split it");
        assertThat(SizeLimit.inWords(JobTransfer.MAX_LENGTH)).endsWith("split it");
    }
}

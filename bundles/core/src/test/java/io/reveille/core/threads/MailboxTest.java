package io.reveille.core.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final AtomicInteger woken = new AtomicInteger();
    private final Mailbox mailbox = new Mailbox(woken::incrementAndGet);
    private final List<String> done = new ArrayList<>();

    @Test
    void anyThreadMayChangeAnEngineThatHasNone() throws Exception {
        Mailbox mailbox = new Mailbox(() -> {});
        Thread another = new Thread(() -> {});

        assertThat(mailbox.isMineOrFree()).isTrue();
        mailbox.ownedBy(another);
        assertThat(mailbox.isMineOrFree()).isFalse();
        mailbox.ownedBy(Thread.currentThread());
        assertThat(mailbox.isMineOrFree()).isTrue();
        mailbox.close();
        assertThat(mailbox.isMineOrFree()).isTrue();
    }

    @Test
    void lettersAreReadInOrderAndTheFirstWakes() {
        mailbox.post(() -> done.add("a"));
        mailbox.post(() -> done.add("b"));
        assertThat(done).isEmpty();

        mailbox.read();

        assertThat(done).containsExactly("a", "b");
        assertThat(woken).hasValue(1);
    }

    @Test
    void aLetterThatComesWhileOthersAreReadIsReadWithThemAndWakesNobody() {
        mailbox.post(() -> mailbox.post(() -> done.add("behind")));

        mailbox.read();

        assertThat(done).containsExactly("behind");
        assertThat(woken).hasValue(1);
    }

    @Test
    void aLetterThatComesAfterAllWereReadWakesAgain() {
        mailbox.post(() -> done.add("a"));
        mailbox.read();
        mailbox.post(() -> done.add("b"));

        assertThat(woken).hasValue(2);
    }

    @Test
    void aLetterOfTheEnginesOwnWakesToo() {
        mailbox.ownedBy(Thread.currentThread());
        mailbox.post(() -> done.add("a"));

        assertThat(woken).hasValue(1);
        assertThat(done).isEmpty();
    }

    @Test
    void aLetterThatThrowsKeepsNoOtherBack() {
        mailbox.post(() -> {
            throw new IllegalStateException("broken");
        });
        mailbox.post(() -> {
            throw new StackOverflowError();
        });
        mailbox.post(() -> done.add("behind"));

        mailbox.read();

        assertThat(done).containsExactly("behind");
    }

    @Test
    void theOwnerIsAnsweredAtOnce() {
        mailbox.ownedBy(Thread.currentThread());

        assertThat(mailbox.<String>ask(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void othersWaitForTheAnswer() {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> "answer"));
        readUntil(answer);

        assertThat(answer.join()).isEqualTo("answer");
    }

    @Test
    void whatAQuestionThrowsReachesWhoAsked() {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> {
            throw new IllegalArgumentException("bad question");
        }));
        readUntil(answer);
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IllegalArgumentException.class);

        CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> {
            throw new StackOverflowError("deep question");
        }));
        readUntil(error);
        assertThatThrownBy(error::join).hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void afterTheEndQuestionsAreRefusedAndLettersDropped() {
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> "answer"));
        await().until(() -> woken.get() == 1);

        mailbox.close();
        mailbox.post(() -> done.add("late"));
        mailbox.read();

        assertThatThrownBy(waiting::join).hasRootCauseMessage("Reveille has stopped.");
        assertThatThrownBy(() -> mailbox.<String>ask(() -> "answer"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Reveille has stopped.");
        assertThat(done).isEmpty();
    }

    @Test
    void whenTheEnginesThreadEndsAllWhoWaitAreToldWhy() {
        CompletableFuture<String> open = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> {
            mailbox.close("The thread has ended."); // in the middle of an answer
            throw new StackOverflowError();
        }));
        await().until(() -> woken.get() == 1);
        CompletableFuture<String> waiting = new CompletableFuture<>();
        Thread asks = new Thread(() -> {
            try {
                waiting.complete(mailbox.ask(() -> "answer"));
            } catch (IllegalStateException e) {
                waiting.completeExceptionally(e);
            }
        });
        asks.start();
        await().until(() -> asks.getState() == Thread.State.TIMED_WAITING); // so the question is in the mailbox

        mailbox.read();

        assertThatThrownBy(open::join).hasRootCauseMessage("The thread has ended.");
        assertThatThrownBy(waiting::join).hasRootCauseMessage("The thread has ended.");
        assertThatThrownBy(() -> mailbox.<String>ask(() -> "answer")).hasMessage("The thread has ended.");
    }

    @Test
    void anEngineThatIsStuckIsNotWaitedForWithoutBound() {
        assertThatThrownBy(() -> mailbox.<String>ask(() -> "answer", Duration.ofMillis(20)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has not answered")
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aLetterThatWasMadeReadyIsReadInItsTurn() {
        Runnable letter = mailbox.letter(() -> done.add("ready"));
        mailbox.post(() -> done.add("first"));

        letter.run();
        mailbox.read();

        assertThat(done).containsExactly("first", "ready");
    }

    @Test
    void onlyWhatMayBeHalfDoneCountsAsAFailure() {
        CompletableFuture<String> refused = CompletableFuture.supplyAsync(() -> mailbox.ask(() -> {
            throw new IllegalArgumentException("bad question");
        }));
        readUntil(refused);
        assertThat(mailbox.hasFailed()).isFalse();

        mailbox.post(() -> {
            throw new OutOfMemoryError("no memory");
        });
        mailbox.read();
        assertThat(mailbox.hasFailed()).isTrue();
        assertThat(mailbox.hasFailed()).isFalse();
    }

    private void readUntil(CompletableFuture<?> answered) {
        await().until(() -> {
            mailbox.read();
            return answered.isDone();
        });
    }
}

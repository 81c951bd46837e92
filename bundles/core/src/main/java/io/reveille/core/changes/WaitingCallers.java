package io.reveille.core.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The answers that callers wait for until records are saved. Belongs to the engine's thread. */
final class WaitingCallers {

    private final List<CompletableFuture<Boolean>> answers = new ArrayList<>();

    /** Makes an answer that is false once Reveille stops. */
    CompletableFuture<Boolean> answer() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        answers.removeIf(CompletableFuture::isDone);
        answers.add(answer);
        return answer;
    }

    void refuse() {
        answers.forEach(answer -> answer.complete(false));
    }
}

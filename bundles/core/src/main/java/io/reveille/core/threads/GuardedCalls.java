package io.reveille.core.threads;

import java.util.List;

/** Calls somebody else's code: in order, on a thread that is given up if a call does not come back. */
public interface GuardedCalls {

    /**
     * Has something called.
     *
     * @param owner the owner of the code, to blame if it does not come back
     * @param whenGivenUp called, on any thread, if the task did not come back in time, or is not done at all
     */
    void call(Object owner, Runnable task, Runnable whenGivenUp);

    /** The owners that did not come back and are not called any more, in words. */
    List<String> cutOff();

    /** Forgets an owner that is gone or may be called again, whatever it did. */
    void forget(Object owner);
}

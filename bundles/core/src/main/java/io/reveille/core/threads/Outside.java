package io.reveille.core.threads;

import java.util.List;

/** Where somebody else's code is called: in order, on a thread that is given up if it does not come back. */
public interface Outside {

    /**
     * Has something called.
     *
     * @param culprit who is to blame if it does not come back
     * @param whenGivenUp told, on any thread, that it did not come back in time, or is not called at all
     */
    void call(Object culprit, Runnable task, Runnable whenGivenUp);

    /** Who did not come back and is not called any more, in words. */
    List<String> cutOff();

    /** Whatever this one did, it is gone, or may be called again. */
    void forget(Object culprit);
}

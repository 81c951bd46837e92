package io.reveille.core.dispatch;

import java.util.concurrent.Executor;

/** The threads that handlers run on. */
public interface Workers extends Executor {

    /** How many runs they do at once. */
    int size();

    /** So many runs are done at once from now on; those under way go on. */
    void resize(int size);

    /** So many of them are with handlers that do not come back: others take their places. */
    void lost(int threads);
}

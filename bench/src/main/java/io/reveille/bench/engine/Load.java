package io.reveille.bench.engine;

/** A kind of load, which leads to some rows of the table. */
@FunctionalInterface
interface Load {

    void measure(Rows rows) throws Exception;
}

package io.reveille.bench.engine;

/** The columns of the table. */
enum Peer {
    REVEILLE("Reveille"),
    QUARTZ("Quartz"),
    EXECUTOR("ScheduledThreadPoolExecutor"),
    DB_SCHEDULER("db-scheduler");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}

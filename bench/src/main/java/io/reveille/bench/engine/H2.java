package io.reveille.bench.engine;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases on disk. */
final class H2 {

    private H2() {}

    /** Opens an empty database, with default settings. */
    static JdbcConnectionPool open() throws IOException {
        return JdbcConnectionPool.create("jdbc:h2:" + Scratch.folder().resolve("jobs"), "sa", "");
    }

    /** Carries out statements of SQL. */
    static void run(DataSource database, String script) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }
}

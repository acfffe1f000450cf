// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a view is kept: a file of H2, or a PostgreSQL server. The SQL is the same but for what is asked here. */
sealed interface Database permits FileDatabase, ServerDatabase {

    /** A new connection. Any thread. */
    Connection connect() throws SQLException;

    /** Ends it: this connection is the last one that matters, and others that are still open fail from now on where that is possible. */
    void shut(Connection writer) throws SQLException;

    /** What it is, for people, without secrets. */
    String words();

    /** What stands behind a text column by which rows are sorted, so that it is sorted by its bytes everywhere. */
    String sortable();

    /** Whether this error, on the way to a connection or to what is there, means that it is spoilt; else it must be left as it is. */
    boolean isDamage(SQLException error);

    /**
     * Puts away what is there and cannot be used. All connections are closed.
     *
     * @return what was done, in words
     */
    String setAside();

    /** Removes what is there as a whole, where that is possible; tables that are still there are dropped afterwards. All connections are closed. */
    void clear() throws SQLException;
}

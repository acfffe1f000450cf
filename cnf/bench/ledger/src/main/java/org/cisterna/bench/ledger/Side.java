// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Something that keeps records durably. */
interface Side extends AutoCloseable {

    /** One who writes, on one thread; nobody shares it. */
    interface Writer extends AutoCloseable {
        /** Makes this many records durable, all or none, before it returns. */
        void append(int records) throws Exception;

        @Override
        void close() throws SQLException;
    }

    /** Its name in the table. */
    String name();

    /** One more writer. */
    Writer writer() throws Exception;

    /** How many records are there. */
    long records() throws Exception;

    /** How often its log was synced so far, counted when nobody writes; empty where that cannot be known. */
    default OptionalLong syncs() throws SQLException {
        return OptionalLong.empty();
    }

    /** How many groups of records were made durable and acknowledged so far; empty where that cannot be known. */
    default OptionalLong groups() {
        return OptionalLong.empty();
    }

    @Override
    void close() throws IOException, SQLException;
}

// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the view of the ledger is kept. Whatever it is, it can be lost: it is built again. */
@ObjectClassDefinition(name = "Records", description = "Where the view of the ledger for fleet and search is kept")
public @interface RecordsConfig {

    /** The address of a PostgreSQL database; empty for a file of H2 in the data folder. */
    @AttributeDefinition(
            name = "Database",
            description = "jdbc:postgresql://HOST/DATABASE for PostgreSQL; empty for a file in DIR/records")
    String database() default "";

    /** Who signs in to PostgreSQL. */
    @AttributeDefinition(name = "User", description = "the user of the PostgreSQL database")
    String user() default "";

    /** The file that holds the password, below the data folder. */
    @AttributeDefinition(
            name = "Password file",
            description = "a file below the data folder whose first line is the password; empty for none")
    String passwordFile() default "";

    /** How long after the start the folding begins, unless somebody asks before. */
    @AttributeDefinition(
            name = "Delay [ms]",
            description = "how long after the start the folding begins, unless somebody asks before; 0 to 600000")
    long delayMillis() default 5_000;
}

// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the ledger, PID {@code org.cisterna.audit.ledger}. */
@ObjectClassDefinition(name = "Cisterna ledger", description = "The audit log of this node")
@interface LedgerConfig {

    /** The name of the node. */
    @AttributeDefinition(
            name = "Node name",
            description =
                    "Stands in every entry and in the name of the key: lower case letters, digits, dots and hyphens, at"
                            + " most 63 characters. It cannot be changed once the data folder has a ledger")
    String node() default "cisterna";

    /** The key that is to be replaced. */
    @AttributeDefinition(
            name = "Key to be replaced",
            description =
                    "The id of the node's key, the 8 digits between the two + in DIR/ledger.vkey: the next start makes"
                            + " another key, ends the log and begins a new one under it. An id that is no longer that of"
                            + " the key does nothing; empty unless it is to be replaced")
    String replaceKey() default "";

    /** That the data folder was restored. */
    @AttributeDefinition(
            name = "Restored folder",
            description =
                    "Log and size of the newest checkpoint in a data folder that was restored from a backup, for example"
                            + " 2026-1@303: the next start begins a new log that says so, with the name behind ' as ' when"
                            + " one is given. It does so once; empty unless the folder was restored")
    String restored() default "";

    /** Free disk below which health has a note. */
    @AttributeDefinition(name = "Low disk", description = "Free MiB of the data folder below which /health has a note")
    int lowDiskMebibytes() default 2048;

    /** Free disk below which nothing new is begun. */
    @AttributeDefinition(
            name = "Least disk",
            description =
                    "Free MiB of the data folder below which nothing new is begun, so that what is under way can still be entered")
    int leastDiskMebibytes() default 256;

    /** The witnesses that are asked. */
    @AttributeDefinition(
            name = "Witnesses",
            description =
                    "Who is asked to cosign checkpoints: address, verifier key and, where its certificate is signed by itself,"
                            + " the SHA-256 fingerprint of that, for example https://other.example:8443/ledger/witness"
                            + " other.example/witness+0123abcd+BASE64 sha256:HEX")
    String[] witnesses() default {};
}
